//! right: one pass with `?` through a trait of its own; the double is the number added to itself.

use std::env;
use std::io::{self, Write};
use std::process::{ExitCode, Termination};

enum End {
    Double(i64),
    Complaint(String),
    Usage,
}

impl Termination for End {
    fn report(self) -> ExitCode {
        let (code, said) = match self {
            End::Double(number) => return ExitCode::from(u8::from(writeln!(io::stdout(), "{number}").is_err())),
            End::Complaint(text) => (2, format!("usage_int: {text}\n")),
            End::Usage => (1, "usage: usage_int N\n  N  a whole number\n".to_owned()),
        };
        let _ = io::stderr().write_all(said.as_bytes());
        ExitCode::from(code)
    }
}

fn main() -> End {
    let mut words = env::args_os().skip(1).fuse();
    let (Some(word), None) = (words.next(), words.next()) else { return End::Usage };
    let word = word.into_string().unwrap_or_else(|bytes| bytes.to_string_lossy().into_owned());
    let digits = word.strip_prefix(['+', '-']).unwrap_or(&word);
    if digits.is_empty() || digits.bytes().any(|byte| !byte.is_ascii_digit()) {
        return End::Complaint(format!("'{word}' is not a number"));
    }
    match word.parse::<i64>().ok().and_then(|number| number.checked_add(number)) {
        Some(double) => End::Double(double),
        None => End::Complaint(format!("'{word}' is out of range")),
    }
}
