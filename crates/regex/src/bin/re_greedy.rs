//! re_greedy: the text of a link, taken four ways.
//!
//! ```console
//! $ re_greedy
//! on one line
//!   greedy  (.*)      "some text</a> ... <a href='l2'>more text"
//!   lazy    (.*?)     "some text"
//!   class   ([^<]*)   "some text"
//!   swapped (?U)(.*)  "some text"
//! on two lines
//!   greedy  (.*)      "some text"
//!   lazy    (.*?)     "some text"
//!   class   ([^<]*)   "some text"
//!   swapped (?U)(.*)  "some text"
//! on two lines, the dot takes newlines too: (?s)
//!   greedy  (.*)      "some text</a>\n<a href='l2'>more text"
//!   lazy    (.*?)     "some text"
//!   class   ([^<]*)   "some text"
//!   swapped (?U)(.*)  "some text"
//! ```
//!
//! Notice the middle. A greedy star takes as much as it can and still lets the rest match, up to the *last* `</a>`; but
//! the dot never takes a newline, so with the second link on a line of its own the mistake hides. A pattern that works
//! on today's pages breaks when somebody removes the line breaks.
//!
//! The class says what is meant, a text without `<`, and is right in all three. The slide shows the lazy pattern beside
//! the result of the greedy one (E17).
//!
//! Try this: an empty link, `<a href='l1'></a>`. And a link with `<b>` inside: which of the four do you want now?

use anyhow::Context;
use regex::Regex;

const WAYS: [(&str, &str); 4] = [("greedy", "(.*)"), ("lazy", "(.*?)"), ("class", "([^<]*)"), ("swapped", "(?U)(.*)")];

fn main() -> anyhow::Result<()> {
    let one_line = "<a href='l1'>some text</a> ... <a href='l2'>more text</a>";
    let two_lines = "<a href='l1'>some text</a>\n<a href='l2'>more text</a>";
    show("on one line", "", one_line)?;
    show("on two lines", "", two_lines)?;
    show("on two lines, the dot takes newlines too: (?s)", "(?s)", two_lines)
}

fn show(heading: &str, flags: &str, html: &str) -> anyhow::Result<()> {
    println!("{heading}");
    for (name, group) in WAYS {
        let link = Regex::new(&format!("{flags}l1'>{group}</a>")).context("pattern")?;
        let captures = link.captures(html).context("no link")?;
        println!("  {name:<7} {group:<9} {:?}", &captures[1]);
    }
    Ok(())
}
