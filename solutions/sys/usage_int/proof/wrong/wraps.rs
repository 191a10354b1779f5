//! verdict: wrong-output
//! Believes that a number which fits has a double which fits.

use std::env;
use std::num::IntErrorKind;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let [word] = words.as_slice() else {
        eprintln!("usage: usage_int N\n  N  a whole number");
        return ExitCode::from(1);
    };
    match word.parse::<i64>() {
        Ok(n) => {
            println!("{}", n.wrapping_mul(2));
            return ExitCode::SUCCESS;
        }
        Err(e) if matches!(e.kind(), IntErrorKind::PosOverflow | IntErrorKind::NegOverflow) => {
            eprintln!("usage_int: '{word}' is out of range");
        }
        Err(_) => eprintln!("usage_int: '{word}' is not a number"),
    }
    ExitCode::from(2)
}
