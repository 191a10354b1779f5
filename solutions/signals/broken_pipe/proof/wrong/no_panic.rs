//! verdict: wrong-output
//! Believes that a panic is a message and the exit code 101.

use std::env;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use anyhow::Context;

/// What to do when a write finds that the reader has gone.
#[derive(Debug, Clone, Copy)]
enum Ending {
    Quiet,
    Default,
    Panic,
}

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let words: Vec<_> = arguments.iter().map(|word| word.to_str()).collect();
    let ending = match words.as_slice() {
        [Some("quiet")] => Ending::Quiet,
        [Some("default")] => Ending::Default,
        [Some("panic")] => Ending::Panic,
        _ => {
            eprintln!("usage: broken_pipe quiet|default|panic");
            return ExitCode::from(2);
        }
    };

    match run(ending) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("broken_pipe: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(ending: Ending) -> anyhow::Result<()> {
    if let Ending::Default = ending {
        default_sigpipe().context("sigaction")?; // from here on, a write without a reader doesn't return
    }
    match number_lines() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => match ending {
            Ending::Quiet => Ok(()),
            Ending::Default | Ending::Panic => {
                eprintln!("nobody reads any more: {error}");
                std::process::exit(101)
            }
        },
        outcome => outcome.context("copy the lines"),
    }
}

/// Copies standard input to standard output, with numbers.
///
/// In bytes, since a line need not be UTF-8. Standard output is written at each newline, also into a pipe.
fn number_lines() -> io::Result<()> {
    let mut output = io::stdout().lock();
    for (index, line) in io::stdin().lock().split(b'\n').enumerate() {
        write!(output, "{} ", index + 1)?;
        output.write_all(&line?)?;
        output.write_all(b"\n")?;
    }
    output.flush()
}

/// The Rust runtime ignores SIGPIPE before main; this undoes it.
fn default_sigpipe() -> io::Result<()> {
    // SAFETY: all zeroes is a valid sigaction (an empty mask, no flags), and SIG_DFL runs no code of ours.
    let set = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = libc::SIG_DFL;
        libc::sigaction(libc::SIGPIPE, &action, std::ptr::null_mut())
    };
    if set == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
