//! right: a recursion prints the words on its way back, each line as one vectored write.

use std::env::{self, ArgsOs};
use std::io::{self, IoSlice, Write};
use std::os::unix::ffi::OsStrExt;

fn main() -> io::Result<()> {
    let mut words = env::args_os();
    words.next();
    backwards(words, 1)
}

fn backwards(mut words: ArgsOs, number: usize) -> io::Result<()> {
    let Some(word) = words.next() else { return Ok(()) };
    backwards(words, number + 1)?;
    let number = number.to_string();
    let parts = [number.as_bytes(), b": ", word.as_bytes(), b"\n"];
    let mut slices = parts.map(IoSlice::new);
    let mut left: &mut [IoSlice<'_>] = &mut slices;
    let mut out = io::stdout().lock();
    while !left.is_empty() {
        let written = out.write_vectored(left)?;
        IoSlice::advance_slices(&mut left, written);
    }
    Ok(())
}
