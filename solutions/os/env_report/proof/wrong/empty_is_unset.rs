//! verdict: wrong-output
//! Believes that a variable without a value and no variable are the same thing.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.len() < 3 || words[0].is_empty() || words[0].contains('=') {
        eprintln!("usage: env_report NAME VALUE COMMAND [ARG..]");
        return ExitCode::from(2);
    }
    let (name, value) = (&words[0], &words[1]);
    let here = || match std::env::var(name).unwrap_or_default() {
        value if value.is_empty() => format!("{name} is not set"),
        value => format!("{name}={value}"),
    };
    println!("here: {}", here());
    for run in ["with", "without", "only"] {
        let mut command = Command::new(&words[2]);
        command.args(&words[3..]);
        match run {
            "with" => {
                println!("with {name}={value}");
                command.env(name, value);
            }
            "without" => {
                println!("without {name}");
                command.env(name, "");
            }
            _ => {
                println!("only {name}={value}");
                command.env_clear().env("PATH", std::env::var("PATH").unwrap_or_default()).env(name, value);
            }
        }
        match command.status() {
            Ok(status) => match status.code() {
                Some(code) => println!("exit code {code}"),
                None => println!("signal {}", status.signal().unwrap_or(0)),
            },
            Err(error) => {
                eprintln!("{}: {error}", words[2]);
                return ExitCode::from(127);
            }
        }
    }
    println!("here: {}", here());
    ExitCode::SUCCESS
}
