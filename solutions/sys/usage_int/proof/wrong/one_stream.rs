//! verdict: wrong-output
//! Believes that a message is output like any other.

use std::env;
use std::num::IntErrorKind;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let [word] = words.as_slice() else {
        println!("usage: usage_int N\n  N  a whole number");
        return ExitCode::from(1);
    };
    match word.parse::<i64>().map(|n| n.checked_mul(2)) {
        Ok(Some(double)) => {
            println!("{double}");
            return ExitCode::SUCCESS;
        }
        Err(e) if !matches!(e.kind(), IntErrorKind::PosOverflow | IntErrorKind::NegOverflow) => {
            println!("usage_int: '{word}' is not a number");
        }
        _ => println!("usage_int: '{word}' is out of range"),
    }
    ExitCode::from(2)
}
