//! verdict: wrong-exit
//! Believes that failure has one number only.

use std::env;
use std::num::IntErrorKind;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let [word] = words.as_slice() else {
        eprintln!("usage: usage_int N\n  N  a whole number");
        return ExitCode::FAILURE;
    };
    match word.parse::<i64>().map(|n| n.checked_mul(2)) {
        Ok(Some(double)) => {
            println!("{double}");
            return ExitCode::SUCCESS;
        }
        Err(e) if !matches!(e.kind(), IntErrorKind::PosOverflow | IntErrorKind::NegOverflow) => {
            eprintln!("usage_int: '{word}' is not a number");
        }
        _ => eprintln!("usage_int: '{word}' is out of range"),
    }
    ExitCode::FAILURE
}
