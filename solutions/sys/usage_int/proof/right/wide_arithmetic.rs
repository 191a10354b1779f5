//! right: a type with FromStr that reckons with i128 and asks afterwards whether the result fits; whether the digits were
//! fine is asked of the text before, not of the error. A refusal is a pair of code and text.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;
use std::str::FromStr;

/// Exit code, and what to tell.
type Refusal = (u8, String);

struct Doubled(i64);

impl FromStr for Doubled {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Doubled, &'static str> {
        let digits = word.strip_prefix(['+', '-']).unwrap_or(word);
        if digits.is_empty() || digits.contains(|c: char| !c.is_ascii_digit()) {
            return Err("is not a number");
        }
        // From here on only the size can be wrong, even for an i128.
        let too_large = "is out of range";
        let number: i128 = word.parse().map_err(|_| too_large)?;
        let number = i64::try_from(number).map_err(|_| too_large)?;
        i64::try_from(2 * i128::from(number)).map(Doubled).map_err(|_| too_large)
    }
}

fn main() -> ExitCode {
    match run(env::args_os().skip(1).collect()) {
        Ok(Doubled(result)) => println!("{result}"),
        Err((code, message)) => {
            eprintln!("{message}");
            return code.into();
        }
    }
    ExitCode::SUCCESS
}

fn run(mut words: Vec<OsString>) -> Result<Doubled, Refusal> {
    if words.len() != 1 {
        return Err((1, ["usage: usage_int N", "  N  a whole number"].join("\n")));
    }
    let refuse = |word: &str, why: &str| (2, format!("usage_int: '{word}' {why}"));
    match words.remove(0).into_string() {
        Ok(word) => word.parse().map_err(|why| refuse(&word, why)),
        Err(bytes) => Err(refuse(&bytes.as_encoded_bytes().escape_ascii().to_string(), "is not a number")),
    }
}
