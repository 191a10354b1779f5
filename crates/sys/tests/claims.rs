//! What the lesson's page says of words, numbers and ends, beside what was recorded of Python.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::num::IntErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};

fn kind(word: &str) -> Option<IntErrorKind> {
    word.parse::<i64>().err().map(|error| *error.kind())
}

fn sh(script: &str) -> ExitStatus {
    Command::new("sh").args(["-c", script]).status().expect("sh")
}

#[test]
fn parse_takes_a_sign_and_leading_zeros_and_no_blanks() {
    assert_eq!("+5".parse(), Ok(5_i64));
    assert_eq!("010".parse(), Ok(10_i64));
    for word in [" 12", "12 ", "12\n", "0x10", "1_000", "3.5", "abc", "-", "+", "12L"] {
        assert_eq!(kind(word), Some(IntErrorKind::InvalidDigit), "{word:?}");
    }
}

#[test]
fn an_empty_word_and_a_number_too_large_are_told_apart() {
    assert_eq!(kind(""), Some(IntErrorKind::Empty));
    assert_eq!(kind("9223372036854775808"), Some(IntErrorKind::PosOverflow));
    assert_eq!(kind("-9223372036854775809"), Some(IntErrorKind::NegOverflow));
    assert_eq!(i64::MAX.checked_mul(2), None);
}

#[test]
fn words_are_bytes() {
    let word = OsStr::from_bytes(b"caf\xe9");
    assert_eq!(word.to_str(), None);
    assert_eq!(word.to_string_lossy(), "caf\u{fffd}");
    assert_eq!(format!("{word:?}"), r#""caf\xE9""#);
}

#[test]
fn a_code_is_kept_modulo_256() {
    assert_eq!(sh("exit 3").code(), Some(3));
    for (raw, code) in [(0x0300, 3), (0xff00, 255), (0x0000, 0)] {
        assert_eq!(ExitStatus::from_raw(raw).code(), Some(code));
    }
}

#[test]
fn who_was_killed_has_no_code() {
    let killed = sh("kill -TERM $$");
    assert_eq!((killed.code(), killed.signal()), (None, Some(15)));
    assert_eq!(sh("sh -c 'kill -TERM $$'; exit $?").code(), Some(128 + 15)); // the shell's way of showing it
}

#[test]
fn a_buffer_that_is_dropped_tells_nobody_of_its_error() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let mut dropped = io::BufWriter::new(Full);
    dropped.write_all(b"three lines").unwrap();
    drop(dropped);

    let mut flushed = io::BufWriter::new(Full);
    flushed.write_all(b"three lines").unwrap();
    assert_eq!(flushed.flush().unwrap_err().kind(), io::ErrorKind::StorageFull);
}
