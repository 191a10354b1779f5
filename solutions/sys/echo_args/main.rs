//! echo_args: prints the arguments backwards, byte for byte.

use std::env;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    // Numbered before reversed; skipping only then leaves argument 1 its number.
    for (number, word) in env::args_os().enumerate().skip(1).rev() {
        write!(out, "{number}: ")?;
        out.write_all(word.as_bytes())?; // not println!: a file name need not be text
        out.write_all(b"\n")?;
    }
    Ok(())
}
