//! chdir_errors: the working folder, how to change it, and why `cd` can't be a program.
//!
//! ```console
//! $ chdir_errors
//! /nonexistent  No such file or directory (os error 2)
//! /dev/null     Not a directory (os error 20)
//! /             now in /
//! a child went to /tmp, we are still in /
//! ```
//!
//! Notice the last line. Each process has a working folder of its own; a child gets a copy. A program `cd` could
//! change only its own, so a shell has it built in.
//!
//! The texts of the errors have no path in them; Python's exception has, and here it is on you to add it.
//!
//! The folder is one for the whole process, and each relative path in each thread is seen from it. In a program with
//! threads, or in a library, leave it alone: join paths, or give a child its own with `Command::current_dir`.
//!
//! Try this: remove the folder that you are in, and ask for its name.

use std::env;
use std::process::Command;

use anyhow::{Context, ensure};

fn main() -> anyhow::Result<()> {
    for folder in ["/nonexistent", "/dev/null", "/"] {
        match env::set_current_dir(folder) {
            Ok(()) => println!("{folder:<13} now in {}", env::current_dir().context("current_dir")?.display()),
            Err(error) => println!("{folder:<13} {error}"),
        }
    }

    let answer = Command::new("sh").args(["-c", "cd /tmp && pwd"]).output().context("sh")?;
    ensure!(answer.status.success(), "sh: {}", answer.status);
    let there = String::from_utf8_lossy(&answer.stdout);
    let here = env::current_dir().context("current_dir")?;
    println!("a child went to {}, we are still in {}", there.trim_end(), here.display());
    Ok(())
}
