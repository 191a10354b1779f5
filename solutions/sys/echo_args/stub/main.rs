//! echo_args: prints the arguments backwards.

use std::env;
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    // TODO: without the program's name, and from the last to the first.
    for word in env::args_os() {
        // TODO: the number of the word, and the word byte for byte.
        writeln!(out, "?: {}", word.display())?;
    }
    Ok(())
}
