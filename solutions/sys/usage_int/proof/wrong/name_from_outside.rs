//! verdict: wrong-output
//! Believes that argument 0 is the name of the program. It is what the caller put there, here the name of a link.

use std::env;
use std::num::IntErrorKind;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let own = env::args_os().next().unwrap_or_default();
    let own = Path::new(&own).file_name().unwrap_or_default().display().to_string();
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let [word] = words.as_slice() else {
        eprintln!("usage: {own} N\n  N  a whole number");
        return ExitCode::from(1);
    };
    match word.parse::<i64>().map(|n| n.checked_mul(2)) {
        Ok(Some(double)) => {
            println!("{double}");
            return ExitCode::SUCCESS;
        }
        Err(e) if !matches!(e.kind(), IntErrorKind::PosOverflow | IntErrorKind::NegOverflow) => {
            eprintln!("{own}: '{word}' is not a number");
        }
        _ => eprintln!("{own}: '{word}' is out of range"),
    }
    ExitCode::from(2)
}
