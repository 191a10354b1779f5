//! verdict: wrong-output
//! Believes that to collect a command's output and print it again is the same as to let it write.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitCode, ExitStatus};

use anyhow::Context;

fn main() -> anyhow::Result<ExitCode> {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let [name, value, program, args @ ..] = words.as_slice() else {
        eprintln!("usage: env_report NAME VALUE COMMAND [ARG..]");
        return Ok(ExitCode::from(2));
    };
    if name.is_empty() || name.as_bytes().contains(&b'=') {
        eprintln!("env_report: {name:?} cannot be the name of a variable");
        return Ok(ExitCode::from(2));
    }
    let setting = joined(name, "=", value);

    let mut with = Command::new(program);
    with.env(name, value);
    let mut without = Command::new(program);
    without.env_remove(name);
    let mut only = Command::new(program);
    only.env_clear();
    if let Some(path) = env::var_os("PATH") {
        only.env("PATH", path);
    }
    only.env(name, value);

    say("here: ", &look_up(name))?;
    for (text, what, mut command) in [("with ", &setting, with), ("without ", name, without), ("only ", &setting, only)]
    {
        say(text, what)?;
        match command.args(args).output() {
            Ok(output) => {
                io::stdout().write_all(&output.stdout)?;
                io::stderr().write_all(&output.stderr)?;
                say(&how_it_ended(output.status), OsStr::new(""))?;
            }
            Err(error) => {
                eprintln!("env_report: {}: {error}", program.display());
                return Ok(ExitCode::from(127));
            }
        }
    }
    say("here: ", &look_up(name))?;
    Ok(ExitCode::SUCCESS)
}

fn look_up(name: &OsStr) -> OsString {
    match env::var_os(name) {
        Some(value) => joined(name, "=", &value),
        None => joined(name, " is not set", OsStr::new("")),
    }
}

fn how_it_ended(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit code {code}"),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => status.to_string(),
    }
}

fn joined(left: &OsStr, between: &str, right: &OsStr) -> OsString {
    [left, OsStr::new(between), right].into_iter().collect()
}

fn say(text: &str, bytes: &OsStr) -> anyhow::Result<()> {
    let line = [text.as_bytes(), bytes.as_bytes(), b"\n"].concat();
    io::stdout().write_all(&line).context("write to standard output")
}
