//! re_sub: what is found is replaced: by a text, by parts of itself, by the answer of a function.
//!
//! ```console
//! $ re_sub
//! a text:          "name:Jack number:XXX"
//! as on the slide: "name:Jack number:06213123"
//! a function:      " X:66 Y:55"
//! as on the slide: " X:22 Y:55"
//! three times:     "X:3 X:6 X:21"
//! parts, by name:  "egg and spam"
//! part, in braces: "in 1st place"
//! a literal text:  "costs $1"
//! ```
//!
//! Notice the second and the fourth line: nothing happened, and nobody complained. The patterns on the slides have a
//! blank before the group and one at the end (E15, E16), and a blank in a pattern is a blank. A substitution that
//! matches nothing is a success. If it must have happened, ask: `replace_all` gives a `Cow::Borrowed` when the text
//! is unchanged.
//!
//! In a template `$` begins a group's name, where Python has a backslash. A text that comes from elsewhere is no
//! template: `NoExpand` takes it as it stands.
//!
//! The slide's function triples a number. It is an ordinary closure here, from `&Captures` to whatever is a string.
//!
//! Try this: a number with thirty digits after the `X:`. What should the closure do, and what can't it?
//! Compare: `template_swallowed`, for a `$1` without braces.

use anyhow::Context;
use regex::{Captures, NoExpand, Regex};

fn main() -> anyhow::Result<()> {
    let compile = |pattern| Regex::new(pattern).context("pattern");
    let show = |what: &str, text: &str| println!("{:<16} {text:?}", format!("{what}:"));

    let person = "name:Jack number:06213123";
    show("a text", &compile("number:(?P<number>[0-9]+)")?.replace_all(person, "number:XXX"));
    show("as on the slide", &compile("number: (?P<number>[0-9]+) ")?.replace_all(person, "number:XXX"));

    // A closure for replace_all has no way to fail: what cannot be tripled stays as it was.
    let triple = |captures: &Captures| match captures["x"].parse::<u32>().ok().and_then(|x| x.checked_mul(3)) {
        Some(x) => format!("X:{x}"),
        None => captures[0].to_owned(),
    };
    let place = " X:22 Y:55";
    show("a function", &compile("X:(?P<x>[0-9]+)")?.replace_all(place, triple));
    show("as on the slide", &compile("X: (?P<x>[0-9]+) ")?.replace_all(place, triple));
    show("three times", &compile("X:(?P<x>[0-9]+)")?.replace_all("X:1 X:2 X:007", triple));

    let pair = compile("(?<first>[a-z]+):(?<second>[a-z]+)")?;
    show("parts, by name", &pair.replace_all("spam:egg", "$second and $first"));
    show("part, in braces", &compile("([0-9]+) place")?.replace_all("in 1 place", "${1}st place"));
    show("a literal text", &compile("PRICE")?.replace_all("costs PRICE", NoExpand("$1")));
    Ok(())
}
