//! verdict: wrong-output
//! Believes that the list of arguments begins with the first argument.

use std::env;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;

fn main() -> io::Result<()> {
    let words: Vec<_> = env::args_os().collect();
    let mut out = io::stdout().lock();
    for (index, word) in words.iter().enumerate().rev() {
        write!(out, "{index}: ")?;
        out.write_all(word.as_bytes())?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
