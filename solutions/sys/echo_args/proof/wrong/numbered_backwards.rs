//! verdict: wrong-output
//! Believes that it makes no difference whether one numbers first or reverses first.

use std::env;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;

fn main() -> io::Result<()> {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let mut out = io::stdout().lock();
    for (index, word) in words.iter().rev().enumerate() {
        write!(out, "{}: ", index + 1)?;
        out.write_all(word.as_bytes())?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
