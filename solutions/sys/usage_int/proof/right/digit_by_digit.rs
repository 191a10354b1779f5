//! right: no parse. It looks at the bytes of the word, reads the digits itself and counts below zero, where i64 has room
//! for one more; messages are bytes, so that any word is shown as it came.

use std::env;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = env::args_os();
    words.next();
    let (Some(word), None) = (words.next(), words.next()) else {
        eprintln!("usage: usage_int N");
        eprintln!("  N  a whole number");
        return ExitCode::from(1);
    };
    let word = word.as_bytes();
    let (is_negative, digits) = match word {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return complain(word, "is not a number");
    }
    match double(digits, is_negative) {
        Some(double) => {
            println!("{double}");
            ExitCode::SUCCESS
        }
        None => complain(word, "is out of range"),
    }
}

/// Twice the number, if it fits.
fn double(digits: &[u8], is_negative: bool) -> Option<i64> {
    let mut below_zero: i64 = 0;
    for digit in digits {
        below_zero = below_zero.checked_mul(10)?.checked_sub(i64::from(digit - b'0'))?;
    }
    let number = if is_negative { below_zero } else { below_zero.checked_neg()? };
    number.checked_add(number)
}

fn complain(word: &[u8], what: &str) -> ExitCode {
    let line = [b"usage_int: '", word, b"' ", what.as_bytes(), b"\n"].concat();
    // Nothing more can be done if even this fails.
    let _ = io::stderr().write_all(&line);
    ExitCode::from(2)
}
