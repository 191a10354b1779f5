//! verdict: forbidden
//! Believes that a child sees only what its parent has, so the parent must change first.

use std::env;
use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    if words.len() < 3 || words[0].is_empty() || words[0].to_string_lossy().contains('=') {
        eprintln!("usage: env_report NAME VALUE COMMAND [ARG..]");
        return ExitCode::from(2);
    }
    let (name, value) = (&words[0], &words[1]);
    report(name);
    for run in ["with", "without", "only"] {
        let mut command = Command::new(&words[2]);
        command.args(&words[3..]);
        // SAFETY: there is one thread.
        unsafe { if run == "without" { env::remove_var(name) } else { env::set_var(name, value) } };
        if run == "without" {
            println!("without {}", name.display());
        } else {
            println!("{run} {}={}", name.display(), value.display());
        }
        if run == "only" {
            command.env_clear().envs(env::vars_os().filter(|(had, _)| had == name || had == "PATH"));
        }
        match command.status() {
            Ok(status) => match status.code() {
                Some(code) => println!("exit code {code}"),
                None => println!("signal {}", status.signal().unwrap_or(0)),
            },
            Err(error) => {
                eprintln!("{}: {error}", words[2].display());
                return ExitCode::from(127);
            }
        }
    }
    report(name);
    ExitCode::SUCCESS
}

fn report(name: &OsString) {
    match env::var_os(name) {
        Some(value) => println!("here: {}={}", name.display(), value.display()),
        None => println!("here: {} is not set", name.display()),
    }
}
