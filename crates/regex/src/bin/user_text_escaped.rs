//! user_text_escaped: a text to be looked for is escaped before it becomes a part of a pattern.
//!
//! ```console
//! $ user_text_escaped 1+1 'what is 1+1'
//! found "1+1"
//!
//! $ user_text_escaped 1.5 'version 125'
//! not found
//!
//! $ user_text_escaped 'f(x' 'is F(X) = 0'
//! found "F(X"
//! ```
//!
//! Notice that the pattern around it is still a pattern: `(?i)` makes capitals count as small letters. That is why a
//! regular expression is used at all. For a text as it stands `str::find` will do, and needs no escaping.
//!
//! Once escaped, every text compiles, unless it is too long (there is a limit of 10 MB on the compiled pattern), so the
//! error that is left is worth its message.
//!
//! Try this: the same in a template of `replace_all`. What does `$5` need there?
//! Compare: `user_text_as_pattern`.

use std::env;

use anyhow::{Context, bail};
use regex::{Regex, escape};

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [wanted, text] = words.as_slice() else { bail!("use: user_text_escaped WANTED TEXT") };

    let regex = Regex::new(&format!("(?i){}", escape(wanted))).context("pattern")?;
    println!("{}", regex.find(text).map_or("not found".to_owned(), |found| format!("found {:?}", found.as_str())));
    Ok(())
}
