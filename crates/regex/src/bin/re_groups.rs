//! re_groups: what a match tells about its parts, by number and by name.
//!
//! ```console
//! $ re_groups
//! whole   "spam:egg" at 8..16
//! group 1 "egg" at 13..16
//! by name "egg"
//! group 2 None
//! no such match: None
//! after žluťoučký the egg is at 19..22, character 15
//! ```
//!
//! Notice that nothing here fails. No match is `None`, and so is a group that the pattern does not have or that took
//! no part. Python gives None for the first, IndexError for the second, None again for the third. Only the short form
//! `captures["egg"]` panics on an unknown name: keep it for names that stand in the pattern beside it.
//!
//! Positions are offsets in bytes, because that is what slices a `&str`. The slides show the results of a session
//! without the quotes that Python puts around them (E14).
//!
//! Try this: `(?P<word>..)`, as Python writes a name. Does it work? And two groups of one name?

use anyhow::Context;
use regex::Regex;

fn main() -> anyhow::Result<()> {
    let spam = Regex::new("spam:(?<word>[a-z]+)").context("pattern")?;

    let captures = spam.captures("this is spam:egg").context("no spam")?;
    let whole = captures.get(0).context("group 0 is the match itself")?;
    println!("whole   {:?} at {:?}", whole.as_str(), whole.range());
    let word = captures.get(1).context("group 1")?;
    println!("group 1 {:?} at {:?}", word.as_str(), word.range());
    println!("by name {:?}", &captures["word"]);
    println!("group 2 {:?}", captures.get(2));

    println!("no such match: {:?}", spam.captures("this is bacon").map(|captures| captures.len()));

    let text = "žluťoučký spam:egg";
    let word = spam.captures(text).context("no spam")?.name("word").context("word")?.range();
    let characters = text[..word.start].chars().count();
    println!("after žluťoučký the egg is at {word:?}, character {characters}");
    Ok(())
}
