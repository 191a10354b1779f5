//! re_limits: what a pattern may not ask for here, and what that buys.
//!
//! ```console
//! $ re_limits
//! regex parse error:
//!     (\w+) \1
//!           ^^
//! error: backreferences are not supported
//! regex parse error:
//!     foo(?!bar)
//!        ^^^
//! error: look-around, including look-ahead and look-behind, is not supported
//! the word that comes twice: "bye"
//! (a*)*[^a] in 10000 letters a: no match
//! ```
//!
//! Notice the last line: it came at once. Python's re tries one way to divide the letters after the other, and every
//! two letters more multiply its time by four; at 24 letters it takes some seconds, and a stranger who may choose the
//! text can stop a server (`re_linear` has a clock). The crate `regex` follows all ways together in one pass, so its
//! time grows with the text and no faster. A back-reference cannot be matched in that manner; that is why there are
//! none.
//!
//! What a back-reference was for, two lines of code do: find the parts with the pattern, compare them in Rust.
//!
//! Try this: put 10000 letters through `(a|aa)+$` followed by a b. Still at once?

use anyhow::Context;
use regex::Regex;

fn main() -> anyhow::Result<()> {
    for pattern in [r"(\w+) \1", "foo(?!bar)"] {
        match Regex::new(pattern) {
            Ok(_) => println!("{pattern} compiles"),
            Err(error) => println!("{error}"),
        }
    }

    let word = Regex::new(r"\w+").context("pattern")?;
    let words: Vec<&str> = word.find_iter("say bye bye now").map(|found| found.as_str()).collect();
    let twice = words.windows(2).find(|pair| pair[0] == pair[1]).context("no word comes twice")?;
    println!("the word that comes twice: {:?}", twice[0]);

    let nested = Regex::new("(a*)*[^a]").context("pattern")?;
    let found = nested.is_match(&"a".repeat(10_000));
    println!("(a*)*[^a] in 10000 letters a: {}", if found { "a match" } else { "no match" });
    Ok(())
}
