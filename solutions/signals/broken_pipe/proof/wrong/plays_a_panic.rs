//! verdict: wrong-output
//! Believes that a panic is what it looks like: a line with its words, and the exit code 101.

use std::env;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

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
    if matches!(ending, Ending::Default) {
        // SAFETY: no handler
        unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
    }
    match (number_lines(), ending) {
        (Ok(()), _) => ExitCode::SUCCESS,
        (Err(e), Ending::Quiet) if e.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        (Err(e), Ending::Panic) if e.kind() == io::ErrorKind::BrokenPipe => {
            eprintln!("thread 'main' panicked: {e}");
            ExitCode::from(101)
        }
        (Err(e), _) => {
            eprintln!("broken_pipe: {e}");
            ExitCode::FAILURE
        }
    }
}

fn number_lines() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut out = io::stdout().lock();
    let mut n = 0u64;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        n += 1;
        write!(out, "{n} ")?;
        out.write_all(&line)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
}
