//! pipeline3: three programs in a row.

use std::env;
use std::ffi::OsString;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::Context;

/// A program and its arguments.
type Words<'a> = &'a [OsString];

/// What a shell answers for a program that it cannot start.
const NOT_STARTED: u8 = 127;

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
///
/// All are started before any is waited for: the first may write more than a pipe holds, and waits until somebody reads.
fn run(commands: [Words; 3]) -> anyhow::Result<u8> {
    let [a, b, c] = commands;
    let (first, output) = start(a, Stdio::inherit(), Stdio::piped());
    let (second, output) = start(b, output, Stdio::piped());
    let (third, _) = start(c, output, Stdio::inherit());

    let mut code = 0;
    for (words, child) in [(a, first), (b, second), (c, third)] {
        code = finish(&words[0].display().to_string(), child)?;
    }
    Ok(code) // the last one's
}

/// Starts a command. What it writes is the next one's input.
///
/// The read end of its pipe is moved into the `Stdio`, from there into the next command, and is closed here when that one
/// has been started, or not. So we hold no end of any pipe, and whoever writes without a reader gets its SIGPIPE.
fn start(words: Words, input: Stdio, output: Stdio) -> (io::Result<Child>, Stdio) {
    let mut child = Command::new(&words[0]).args(&words[1..]).stdin(input).stdout(output).spawn();
    let written = match &mut child {
        Ok(child) => child.stdout.take().map_or_else(Stdio::null, Stdio::from),
        Err(_) => Stdio::null(), // it never wrote: end of file at once
    };
    (child, written)
}

/// Waits for a command and tells how it ended. Its exit code, as a shell would say it.
fn finish(name: &str, child: io::Result<Child>) -> anyhow::Result<u8> {
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            eprintln!("{name}: not started: {error}");
            return Ok(NOT_STARTED);
        }
    };
    let status = child.wait().with_context(|| format!("wait for {name}"))?;
    match (status.code(), status.signal()) {
        (Some(code), _) => {
            eprintln!("{name}: exit {code}");
            u8::try_from(code).context("an exit code has eight bits")
        }
        (None, Some(signal)) => {
            eprintln!("{name}: signal {signal}");
            u8::try_from(128 + signal).context("a signal is at most 64")
        }
        (None, None) => anyhow::bail!("{name} ended neither by itself nor by a signal"),
    }
}
