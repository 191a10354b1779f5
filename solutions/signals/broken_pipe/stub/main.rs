//! broken_pipe: three ways to end when nobody reads any more. The task is in README.md.

use std::env;
use std::io;
use std::process::ExitCode;

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

    // TODO: one of the endings wants SIGPIPE back at its default action. Before or after the first write?
    let outcome = number_lines();
    // TODO: what does an error mean, and which errors are there?
    println!("{ending:?}: {outcome:?}");
    ExitCode::SUCCESS
}

/// Copies standard input to standard output, with numbers.
fn number_lines() -> io::Result<()> {
    // TODO
    Ok(())
}
