//! right: a thread reads, one line each time that main asks for one; main numbers and writes them. What to
//! do with an error is a closure.

use std::env;
use std::io::{self, BufRead, BufReader, LineWriter, Write};
use std::panic;
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result};

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["quiet"] => copy(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }),
        ["panic"] => copy(|error| panic!("nobody listens: {error}")),
        ["default"] => default_action().and_then(|()| copy(Err)),
        _ => {
            eprintln!("broken_pipe: one of quiet, default and panic");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("broken_pipe: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// A thread reads, one line each time it is asked; main writes, and asks for the next.
fn copy(on_error: impl Fn(io::Error) -> io::Result<()>) -> Result<()> {
    let (ask, asked) = mpsc::channel::<()>();
    let (give, given) = mpsc::channel();
    let reader = thread::spawn(move || {
        let mut lines = BufReader::new(io::stdin()).split(b'\n');
        while asked.recv().is_ok() {
            let line = lines.next();
            let is_last = !matches!(line, Some(Ok(_)));
            if give.send(line).is_err() || is_last {
                break;
            }
        }
    });

    let mut output = LineWriter::new(io::stdout());
    let mut number = 0u64;
    let outcome = loop {
        let _ = ask.send(());
        let Ok(Some(line)) = given.recv() else { break Ok(()) };
        number += 1;
        let written = (|| {
            write!(output, "{number} ")?;
            output.write_all(&line?)?;
            output.write_all(b"\n")
        })();
        if let Err(error) = written {
            break on_error(error);
        }
    };
    drop(ask);
    if let Err(panic) = reader.join() {
        panic::resume_unwind(panic);
    }
    outcome.context("write")
}

fn default_action() -> Result<()> {
    // SAFETY: zeroes are a valid action: SIG_DFL.
    let result = unsafe { libc::sigaction(libc::SIGPIPE, &std::mem::zeroed(), std::ptr::null_mut()) };
    if result == -1 { Err(io::Error::last_os_error()).context("sigaction") } else { Ok(()) }
}
