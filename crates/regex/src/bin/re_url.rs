//! re_url: the lab sheet's pattern for links, as printed and repaired, on lines of a chat.
//!
//! ```console
//! $ re_url
//! a super website http://www.fedora.cz, you should look
//!   printed   nothing
//!   repaired  www.fedora.cz
//! see http://www.fedora.cz/ now
//!   printed   www.fedora.cz /
//!   repaired  www.fedora.cz /
//! http://www.fedora.cz/Stuff?q=1 and http://b.cz
//!   printed   www.fedora.cz /S
//!   repaired  www.fedora.cz /Stuff?q=1, b.cz
//! http://a.cz/x, or http://a.b.museum/y
//!   printed   a.cz /, a.b.museum /
//!   repaired  a.cz /x,, a.b.museum /y
//! http://localhost:8080/ and HTTPS://A.CZ/
//!   printed   nothing
//!   repaired  nothing
//! ```
//!
//! Notice the first line, which is the lab sheet's own example: its pattern does not find the link in it (E90). The
//! path is compulsory, and `/S*` is a slash and capital S's; `/\S*` is meant, whatever is no white space, and `?`
//! around it.
//!
//! The last two lines show that a repaired pattern is not a right one. A comma behind a link is swallowed; ports,
//! names without a dot, capitals and https are passed over. Each of them can be patched. A program that has to know
//! what a link is takes a parser of URLs, and uses the pattern to find candidates.
//!
//! Try this: `(?i)`, an optional `s`, an optional port. Then end the path on something that is no punctuation.

use anyhow::Context;
use regex::Regex;

const PRINTED: &str = r"http://(?P<server>[a-zA-Z0-9\-\.\.]+\.[a-z]{2,6})(?P<url>(/S*))";
const REPAIRED: &str = r"http://(?P<server>[a-zA-Z0-9.-]+\.[a-z]{2,6})(?P<url>/\S*)?";

const CHAT: [&str; 5] = [
    "a super website http://www.fedora.cz, you should look",
    "see http://www.fedora.cz/ now",
    "http://www.fedora.cz/Stuff?q=1 and http://b.cz",
    "http://a.cz/x, or http://a.b.museum/y",
    "http://localhost:8080/ and HTTPS://A.CZ/",
];

fn links(regex: &Regex, line: &str) -> String {
    let links: Vec<String> = regex
        .captures_iter(line)
        .map(|link| match link.name("url") {
            Some(url) => format!("{} {}", &link["server"], url.as_str()),
            None => link["server"].to_owned(),
        })
        .collect();
    if links.is_empty() { "nothing".to_owned() } else { links.join(", ") }
}

fn main() -> anyhow::Result<()> {
    let printed = Regex::new(PRINTED).context("pattern")?;
    let repaired = Regex::new(REPAIRED).context("pattern")?;
    for line in CHAT {
        println!("{line}");
        println!("  printed   {}", links(&printed, line));
        println!("  repaired  {}", links(&repaired, line));
    }
    Ok(())
}
