//! re_linear: the pattern that stops Python, on texts of growing length, with a clock.
//!
//! ```console
//! $ re_linear
//! (a*)*[^a] on    22 letters: no match, {:float} ms
//! (a*)*[^a] on  1000 letters: no match, {:float} ms
//! (a*)*[^a] on  2000 letters: no match, {:float} ms
//! (a*)*[^a] on  4000 letters: no match, {:float} ms
//! (a*)*[^a] on  8000 letters: no match, {:float} ms
//! ```
//!
//! Notice how the time grows: twice the letters, about twice the time. Python's engine needs about a second for the
//! 22 letters of the first line, and four times as long for 24: it tries each way to cut them into pieces. A thousand
//! would take longer than there has been time.
//!
//! This is an attack, with a name (ReDoS): a form that checks an address with a nested star, and somebody who sends
//! thirty letters. Where strangers choose the text, the engine matters; where they choose the *pattern* there are
//! limits to set, on its compiled size (`RegexBuilder::size_limit`).
//!
//! Linear means for one search. To find *all* matches may take a search from each place, and so the square.
//!
//! Try this: `(a|aa)+$` on letters with a b at the end. And `.*.*=.*` on a text without a `=`.
//! Compare: `re_limits`, for the price.

use std::time::Instant;

use anyhow::Context;
use regex::Regex;

fn main() -> anyhow::Result<()> {
    let nested = Regex::new("(a*)*[^a]").context("pattern")?;
    nested.is_match("b"); // the engine makes some of its tables at the first search
    for letters in [22, 1000, 2000, 4000, 8000] {
        let text = "a".repeat(letters);
        let start = Instant::now();
        let found = nested.find(&text);
        let ms = start.elapsed().as_secs_f64() * 1e3;
        println!("(a*)*[^a] on {letters:>5} letters: {}, {ms:.3} ms", found.map_or("no match", |_| "a match"));
    }
    Ok(())
}
