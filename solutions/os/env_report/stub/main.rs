//! env_report NAME VALUE COMMAND [ARG..]: one command, run in three environments.
//! The task is in README.md beside this file.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, ExitCode};

fn main() -> io::Result<ExitCode> {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let [name, value, program, args @ ..] = words.as_slice() else {
        eprintln!("usage: env_report NAME VALUE COMMAND [ARG..]");
        return Ok(ExitCode::from(2));
    };
    // TODO: refuse a name that cannot be one.

    say("here: ", look_up(name))?;

    let mut with = Command::new(program);
    with.args(args);
    // TODO: give it NAME=VALUE. Then two more commands, one without NAME, one with hardly anything.

    // TODO: announce, run and report the three, one after the other.
    say("with ", value)?;

    say("here: ", look_up(name))?;
    Ok(ExitCode::SUCCESS)
}

/// `NAME=VALUE` as this process sees it, or `NAME is not set`.
fn look_up(name: &OsStr) -> OsString {
    // TODO: look it up.
    name.to_os_string()
}

/// Prints a line: a text of ours, then bytes that may be anything.
fn say(text: &str, bytes: impl AsRef<OsStr>) -> io::Result<()> {
    let line = [text.as_bytes(), bytes.as_ref().as_bytes(), b"\n"].concat();
    io::stdout().write_all(&line)
}
