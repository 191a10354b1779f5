//! usage_int: prints the double of a whole number. Results on standard output, all else on standard error.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::num::{IntErrorKind, ParseIntError};
use std::process::ExitCode;

/// Why there is no result.
enum Failure {
    Usage,
    NotANumber(String),
    OutOfRange(String),
}

impl Failure {
    fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Usage => ExitCode::from(1),
            Failure::NotANumber(_) | Failure::OutOfRange(_) => ExitCode::from(2),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage => write!(f, "usage: usage_int N\n  N  a whole number"),
            Failure::NotANumber(word) => write!(f, "usage_int: '{word}' is not a number"),
            Failure::OutOfRange(word) => write!(f, "usage_int: '{word}' is out of range"),
        }
    }
}

fn double(words: &[OsString]) -> Result<i64, Failure> {
    let [word] = words else { return Err(Failure::Usage) };
    // A byte that is no UTF-8 becomes U+FFFD, which is no digit: parse refuses it like any other letter.
    let word = word.to_string_lossy();
    let number: i64 = word.parse().map_err(|error: ParseIntError| {
        // `parse` tells good digits that are too many from bad ones.
        if matches!(error.kind(), IntErrorKind::PosOverflow | IntErrorKind::NegOverflow) {
            Failure::OutOfRange(word.to_string())
        } else {
            Failure::NotANumber(word.to_string())
        }
    })?;
    // N may fit and its double not. Plain `*` would panic in a debug build and wrap in a release build.
    number.checked_mul(2).ok_or_else(|| Failure::OutOfRange(word.to_string()))
}

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    match double(&words) {
        Ok(double) => {
            println!("{double}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}");
            failure.exit_code()
        }
    }
}
