//! verdict: wrong-output
//! Believes that whatever is in the environment is text, and that what cannot be read is not there.

use std::env;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let [name, value, program, args @ ..] = words.as_slice() else {
        eprintln!("usage: env_report NAME VALUE COMMAND [ARG..]");
        return ExitCode::from(2);
    };
    if name.is_empty() || name.contains('=') {
        eprintln!("{name:?} is no name");
        return ExitCode::from(2);
    }
    let mut with = Command::new(program);
    with.env(name, value);
    let mut without = Command::new(program);
    without.env_remove(name);
    let mut only = Command::new(program);
    only.env_clear().env("PATH", env::var("PATH").unwrap_or_default()).env(name, value);

    report(name);
    for (heading, mut command) in [
        (format!("with {name}={value}"), with),
        (format!("without {name}"), without),
        (format!("only {name}={value}"), only),
    ] {
        println!("{heading}");
        match command.args(args).status() {
            Ok(status) => match status.code() {
                Some(code) => println!("exit code {code}"),
                None => println!("signal {}", status.signal().unwrap_or(0)),
            },
            Err(error) => {
                eprintln!("{program}: {error}");
                return ExitCode::from(127);
            }
        }
    }
    report(name);
    ExitCode::SUCCESS
}

fn report(name: &str) {
    match env::var(name) {
        Ok(value) => println!("here: {name}={value}"),
        Err(_) => println!("here: {name} is not set"),
    }
}
