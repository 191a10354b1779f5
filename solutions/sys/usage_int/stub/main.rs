//! usage_int: prints the double of a whole number.

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<_> = env::args_os().skip(1).collect();

    // TODO: not exactly one word: two lines of usage on standard error, exit code 1.
    // TODO: no number, or one out of range: one line on standard error, exit code 2.
    // TODO: otherwise the double on standard output, exit code 0.
    println!("got {} words", words.len());
    ExitCode::SUCCESS
}
