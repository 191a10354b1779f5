//! cwd_and_env: a folder and an environment for the child alone.
//!
//! ```console
//! @file sub/prog 755
//! \#!/bin/sh
//! echo "prog, A=$A"
//! @end
//! $ A=ours cwd_and_env sub
//! in sub: "{here:..}/sub"
//! we are still in {here}
//! ./prog from there: "prog, A=ours"
//! in no such folder: No such file or directory (os error 2)
//! env A=1: "prog, A=1"
//! without A: "prog, A="
//! nothing but A: "A=1"
//! found along a PATH of its own: "prog, A=ours"
//! ```
//!
//! Notice `./prog`: we have no such file here. The child changes its folder first and looks for the program
//! afterwards, so a relative path is seen from there. (Std doesn't promise that on every system. Make the path
//! absolute and nobody has to know.)
//!
//! Notice the error in the fourth line. It is the folder that is missing, not the program, and the text is the same.
//! Python's error has the folder's name in it; here you add it yourself.
//!
//! Notice the last line: a PATH for the child is also the one along which the child is looked for.
//!
//! Try this: `env_clear`, and then a program that needs HOME. Which one breaks first?

use std::env;
use std::process::Command;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let folder = env::args().nth(1).context("usage: cwd_and_env FOLDER")?;
    let there = env::current_dir().context("current_dir")?.join(&folder);

    tell(&format!("in {folder}"), Command::new("pwd").current_dir(&folder));
    println!("we are still in {}", env::current_dir().context("current_dir")?.display());
    tell("./prog from there", Command::new("./prog").current_dir(&folder));
    tell("in no such folder", Command::new("pwd").current_dir("/nonexistent"));

    let prog = there.join("prog");
    tell("env A=1", Command::new(&prog).env("A", "1"));
    tell("without A", Command::new(&prog).env_remove("A"));
    tell("nothing but A", Command::new("env").env_clear().env("A", "1"));
    tell("found along a PATH of its own", Command::new("prog").env("PATH", &there));
    Ok(())
}

fn tell(what: &str, command: &mut Command) {
    match command.output() {
        Ok(output) => println!("{what}: {:?}", String::from_utf8_lossy(&output.stdout).trim_end()),
        Err(error) => println!("{what}: {error}"),
    }
}
