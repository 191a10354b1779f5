//! re_escape: two readers take backslashes away, the string literal and the pattern.
//!
//! The text is an a, a backslash, a b and a newline.
//!
//! ```console
//! $ re_escape
//! literal     characters  pattern    in the text
//! "\\\\"      2           \\         at 1..2
//! r"\\"       2           \\         at 1..2
//! "\\"        1           \          error
//! "\n"        1           a newline  at 3..4
//! r"\n"       2           \n         at 3..4
//! r#"\\|""#   4           \\|"       at 1..2
//! escaped, each matches itself: \. \^ \$ \* \+ \? \{{ \}} \[ \] \\ \| \( \)
//! ```
//!
//! Notice the third row. The book's rule, *write two backslashes for one* (E12), is right for the pattern. In an
//! ordinary literal two of them are one by the time the pattern sees it, and one alone means nothing. A raw string
//! keeps what is typed, so there the rule holds as it stands. With a `"` in it a raw string needs the sign `#` at
//! both ends.
//!
//! For a newline both ways lead to the same place: the literal makes one, or the pattern's own `\n` does.
//!
//! A backslash before a letter that means nothing is an error here, `\q` too. Python 2.7 takes it for the letter.
//!
//! Try this: `"\b"` and `r"\b"`. One of them does not compile; which, and what would Python make of it?
//! Compare: `user_text_as_pattern`, where the text is not yours.

use anyhow::{Context, ensure};
use regex::{Regex, escape};

fn main() -> anyhow::Result<()> {
    let text = "a\\b\n";
    println!("literal     characters  pattern    in the text");
    let literals = [
        (r#""\\\\""#, "\\\\"),
        (r#"r"\\""#, r"\\"),
        (r#""\\""#, "\\"),
        (r#""\n""#, "\n"),
        (r#"r"\n""#, r"\n"),
        (r##"r#"\\|""#"##, r#"\\|""#),
    ];
    for (literal, pattern) in literals {
        let found = match Regex::new(pattern) {
            Ok(regex) => format!("at {:?}", regex.find(text).context("not found")?.range()),
            Err(_) => "error".to_owned(),
        };
        let shown = if pattern == "\n" { "a newline" } else { pattern };
        println!("{literal:<11} {:<11} {shown:<10} {found}", pattern.chars().count());
    }

    let specials: Vec<String> = r".^$*+?{}[]\|()".chars().map(|special| special.to_string()).collect();
    for special in &specials {
        ensure!(Regex::new(&escape(special)).context("escaped")?.is_match(special), "{special} does not match itself");
    }
    let escaped: Vec<String> = specials.iter().map(|special| escape(special)).collect();
    println!("escaped, each matches itself: {}", escaped.join(" "));
    Ok(())
}
