//! right: asks the kernel for the command line (/proc/self/cmdline) and splits it from the back at its NUL bytes; the
//! lines go through a buffered writer.

use std::fs;
use std::io::{self, BufWriter, Write};

fn main() -> io::Result<()> {
    let line = fs::read("/proc/self/cmdline")?;
    // A NUL ends each word, also the last one; without it an empty word would stand behind the others.
    let line = line.strip_suffix(b"\0").unwrap_or(&line);
    let words = line.split(|&byte| byte == 0).count() - 1;

    let mut out = BufWriter::new(io::stdout().lock());
    // The first word is the program's name: from the back it is the one that has number 0.
    for (word, number) in line.rsplit(|&byte| byte == 0).zip((1..=words).rev()) {
        write!(out, "{number}: ")?;
        out.write_all(word)?;
        writeln!(out)?;
    }
    out.flush()
}
