//! re_digits: what counts as a digit, and what a number can be made of.
//!
//! ```console
//! $ re_digits
//! "room 42"  \d+        found "42", parsed 42
//! "room 42"  [0-9]+     found "42", parsed 42
//! "room 42"  (?-u:\d)+  found "42", parsed 42
//! "room ४२"  \d+        found "४२", not parsed: invalid digit found in string
//! "room ४२"  [0-9]+     found nothing
//! "room ४२"  (?-u:\d)+  found nothing
//! ```
//!
//! Notice the fourth line; the digits are those of Hindi. `\d` is any digit of Unicode, several hundred of them, and
//! `parse` knows ten. So a check by `\d+` lets a text through that the next line of the program cannot use. Say
//! `[0-9]` where you mean the ten.
//!
//! `\w` and `\s` are as generous: `\w+` takes *naïve* as one word, where Python 2.7 stops at the ï unless it is told to
//! (`re.U`). Python 3 does as Rust does.
//!
//! Try this: `(?-u:\w+)` on *naïve*. And `\w+\b`: what does a border of a word depend on?

use anyhow::Context;
use regex::Regex;

fn main() -> anyhow::Result<()> {
    for text in ["room 42", "room ४२"] {
        for pattern in [r"\d+", "[0-9]+", r"(?-u:\d)+"] {
            let answer = match Regex::new(pattern).context("pattern")?.find(text) {
                Some(found) => match found.as_str().parse::<u32>() {
                    Ok(number) => format!("found {:?}, parsed {number}", found.as_str()),
                    Err(error) => format!("found {:?}, not parsed: {error}", found.as_str()),
                },
                None => "found nothing".to_owned(),
            };
            println!("{text:?}  {pattern:<9}  {answer}");
        }
    }
    Ok(())
}
