//! re_methods: Python's six functions, one after the other, on short texts.
//!
//! ```console
//! $ re_methods
//! match     12ab       Some("12")
//! match     ab12       None
//! search    ab12       Some("12") at Some(2..4)
//! whole     ab12       None
//! finditer  a1b22c333  1..2 3..5 6..9
//! findall   a1b22c333  ["1", "22", "333"]
//! findall   k=v a=b    [("k", "v"), ("a", "b")]
//! split     a,b,,c     ["a", "b", "", "c"]
//! splitn    a,b,,c     ["a", "b,,c"]
//! sub       a1b22c333  a#b#c#
//! sub, one  a1b22c333  a#b22c333
//! ```
//!
//! Notice the first two lines. Python has a function for *at the start*, Rust has a pattern for it: `^` in front. The
//! same goes for *the whole text*, which 2.7 has no function for; the brackets of `\A(?:..)\z` keep an `|` inside
//! together.
//!
//! `findall` gives strings, or tuples if there are groups. Rust has one thing for each: `find_iter` for whole
//! matches, `captures_iter` for groups, and `extract` for as many strings as there are groups, checked by the length
//! of the array.
//!
//! The iterators find the next match when they are asked. Nothing is searched behind a `take(1)`.
//!
//! Try this: `replace` in place of `replace_all`. Which of the two is Python's `sub`?

use anyhow::Context;
use regex::Regex;

fn main() -> anyhow::Result<()> {
    let compile = |pattern| Regex::new(pattern).context("pattern");
    let number = compile("[0-9]+")?;
    let at_start = compile("^[0-9]+")?;
    let whole = compile(r"\A(?:[0-9]+)\z")?;
    let pair = compile("([a-z])=([a-z])")?;
    let comma = compile(",")?;
    let (text, list) = ("a1b22c333", "a,b,,c");

    println!("match     12ab       {:?}", at_start.find("12ab").map(|found| found.as_str()));
    println!("match     ab12       {:?}", at_start.find("ab12").map(|found| found.as_str()));
    let found = number.find("ab12");
    println!("search    ab12       {:?} at {:?}", found.map(|it| it.as_str()), found.map(|it| it.range()));
    println!("whole     ab12       {:?}", whole.find("ab12"));

    let ranges: Vec<String> = number.find_iter(text).map(|found| format!("{:?}", found.range())).collect();
    println!("finditer  {text}  {}", ranges.join(" "));
    println!("findall   {text}  {:?}", number.find_iter(text).map(|found| found.as_str()).collect::<Vec<_>>());
    let pairs: Vec<(&str, &str)> = pair
        .captures_iter("k=v a=b")
        .map(|captures| captures.extract())
        .map(|(_, [key, value])| (key, value))
        .collect();
    println!("findall   k=v a=b    {pairs:?}");

    println!("split     {list}     {:?}", comma.split(list).collect::<Vec<_>>());
    println!("splitn    {list}     {:?}", comma.splitn(list, 2).collect::<Vec<_>>());
    println!("sub       {text}  {}", number.replace_all(text, "#"));
    println!("sub, one  {text}  {}", number.replacen(text, 1, "#"));
    Ok(())
}
