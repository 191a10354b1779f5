//! pipeline3: three programs in a row. The task is in README.md.

use std::env;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

/// A program and its arguments.
type Words<'a> = &'a [OsString];

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let commands: Vec<Words> = words.split(|word| word == "|").collect();
    let commands = match <[Words; 3]>::try_from(commands) {
        Ok(three) if three.iter().all(|words| !words.is_empty()) => three,
        _ => {
            eprintln!("usage: pipeline3 COMMAND '|' COMMAND '|' COMMAND");
            return ExitCode::from(2);
        }
    };

    match run(commands) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("pipeline3: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the three and tells how each ended. The answer is the exit code for ourselves.
fn run(commands: [Words; 3]) -> anyhow::Result<u8> {
    for words in commands {
        // TODO: where do its input and its output go?
        let _command = Command::new(&words[0]).args(&words[1..]);
    }
    // TODO: wait for all of them, and tell how each ended.
    Ok(0)
}
