//! right: standard output by a descriptor of its own, unbuffered: one write for each whole line. The answer to a lost
//! reader is a function, chosen beforehand.

use std::env;
use std::fs::File;
use std::io::{self, BufRead, ErrorKind, Write};
use std::os::fd::AsFd;
use std::process::ExitCode;

type Lost = fn(io::Error) -> ExitCode;

fn main() -> ExitCode {
    let mut words = env::args_os().skip(1);
    let word = words.next().unwrap_or_default();
    let lost: Lost = match (word.to_str(), words.next()) {
        (Some("quiet"), None) => |_| ExitCode::SUCCESS,
        (Some("panic"), None) => |error| panic!("standard output: {error}"),
        (Some("default"), None) => {
            restore();
            |_| unreachable!("the signal comes before the error")
        }
        _ => {
            eprintln!("broken_pipe: say quiet, default or panic");
            return ExitCode::from(2);
        }
    };
    match copy() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => lost(error),
        Err(error) => {
            eprintln!("broken_pipe: {error}");
            ExitCode::FAILURE
        }
    }
}

fn copy() -> io::Result<()> {
    let mut output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let mut input = io::stdin().lock();
    let mut number = 0;
    loop {
        number += 1;
        let mut line = format!("{number} ").into_bytes();
        let before = line.len();
        input.read_until(b'\n', &mut line)?;
        if line.len() == before {
            return Ok(());
        }
        if !line.ends_with(b"\n") {
            line.push(b'\n');
        }
        output.write_all(&line)?;
    }
}

fn restore() {
    // SAFETY: a zeroed sigaction is the default action, without flags, with an empty mask.
    let result = unsafe { libc::sigaction(libc::SIGPIPE, &std::mem::zeroed(), std::ptr::null_mut()) };
    assert_eq!(result, 0, "SIGPIPE can be set");
}
