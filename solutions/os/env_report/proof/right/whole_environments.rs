//! right: makes each environment as a map of its own, which the child gets in place of the inherited one (env_clear, envs);
//! starts with spawn and waits afterwards. A line is written in pieces through a locked standard output.

use std::collections::BTreeMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitCode};

type Environment = BTreeMap<OsString, OsString>;

fn main() -> ExitCode {
    let mut words = env::args_os().skip(1);
    let (Some(name), Some(value), Some(program)) = (words.next(), words.next(), words.next()) else {
        eprintln!("env_report: expected NAME VALUE COMMAND, and its arguments if it has any");
        return ExitCode::from(2);
    };
    if name.is_empty() || name.as_encoded_bytes().split(|&byte| byte == b'=').count() > 1 {
        eprintln!("env_report: no variable can have the name '{}'", name.display());
        return ExitCode::from(2);
    }
    let args: Vec<OsString> = words.collect();
    match report(&name, &value, &program, &args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("env_report: standard output: {error}");
            ExitCode::FAILURE
        }
    }
}

fn report(name: &OsStr, value: &OsStr, program: &OsStr, args: &[OsString]) -> io::Result<ExitCode> {
    let own: Environment = env::vars_os().collect();

    let mut with = own.clone();
    with.insert(name.into(), value.into());
    let mut without = own.clone();
    without.remove(name);
    // If NAME is PATH, what is inserted afterwards replaces it.
    let mut only: Environment =
        own.get_key_value(OsStr::new("PATH")).map(|(k, v)| (k.clone(), v.clone())).into_iter().collect();
    only.insert(name.into(), value.into());

    here(name)?;
    for (title, shown, environment) in
        [("with", Some(value), with), ("without", None, without), ("only", Some(value), only)]
    {
        line(title, name, shown)?;
        let child = Command::new(program).args(args).env_clear().envs(environment).spawn();
        let status = match child.and_then(|mut child| child.wait()) {
            Ok(status) => status,
            Err(error) => {
                eprintln!("env_report: cannot start {}: {error}", program.display());
                return Ok(ExitCode::from(127));
            }
        };
        if let Some(signal) = status.signal() {
            println!("signal {signal}");
        } else {
            println!("exit code {}", status.code().unwrap_or_default());
        }
    }
    here(name)?;
    Ok(ExitCode::SUCCESS)
}

fn here(name: &OsStr) -> io::Result<()> {
    match env::var_os(name) {
        Some(value) => line("here:", name, Some(&value)),
        None => {
            let mut out = io::stdout().lock();
            out.write_all(b"here: ")?;
            out.write_all(name.as_bytes())?;
            out.write_all(b" is not set\n")
        }
    }
}

/// A title, and what is behind it: NAME=VALUE, or NAME alone.
fn line(title: &str, name: &OsStr, value: Option<&OsStr>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    write!(out, "{title} ")?;
    out.write_all(name.as_bytes())?;
    if let Some(value) = value {
        out.write_all(b"=")?;
        out.write_all(value.as_bytes())?;
    }
    out.write_all(b"\n")
}
