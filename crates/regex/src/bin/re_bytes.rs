//! re_bytes: a log with one line in an old encoding, searched as bytes.
//!
//! ```console
//! $ re_bytes
//! as text:  stream did not contain valid UTF-8
//! as bytes: line 1 has the user anna
//! as bytes: line 2 has the user "Ren\xe9"
//! ```
//!
//! Notice the first line. `read_to_string` gives nothing at all because of a single byte, and `lines()` stops at that
//! line. A log collects what others write, so sooner or later there is such a byte.
//!
//! `regex::bytes` has the same functions on `&[u8]`. Under `(?-u)` a dot or a class may take any byte; without it a
//! pattern still means whole characters of UTF-8, and passes over what is none. Python 2's strings are bytes, so
//! there the question comes up later: when somebody decodes.
//!
//! Try this: leave out the `(?-u:..)`. What is the second user called then?

use std::io::{BufRead, Cursor, Read};

use anyhow::Context;
use regex::bytes::Regex;

/// Stands for a file: UTF-8 in the first line, Latin-1 in the second.
const LOG: &[u8] = b"login user=anna ok\nlogin user=Ren\xe9 ok\n";

fn main() -> anyhow::Result<()> {
    if let Err(error) = Cursor::new(LOG).read_to_string(&mut String::new()) {
        println!("as text:  {error}");
    }

    let user = Regex::new(r"user=(?-u:([^ ]+)) ").context("pattern")?;
    for (number, line) in Cursor::new(LOG).split(b'\n').enumerate() {
        let line = line.context("read")?;
        let captures = user.captures(&line).context("no user")?;
        let name = &captures[1];
        match str::from_utf8(name) {
            Ok(name) => println!("as bytes: line {} has the user {name}", number + 1),
            Err(_) => println!("as bytes: line {} has the user \"{}\"", number + 1, name.escape_ascii()),
        }
    }
    Ok(())
}
