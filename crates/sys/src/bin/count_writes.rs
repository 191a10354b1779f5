//! count_writes: how often the system is called for a thousand lines, with three kinds of buffer.
//!
//! ```console
//! $ count_writes
//! 1000 lines, 8890 bytes
//! no buffer:  {:1000..3000} writes
//! by line:    1000 writes
//! by block:   2 writes
//! ```
//!
//! Notice the middle row: that is Rust's standard output, into a terminal, a pipe or a file alike. Each line is seen
//! at once, and each line costs a call. Python does that at a terminal only; into a pipe or a file it gathers blocks,
//! which is why its `print` and the output of a child come out in the wrong order there. Standard error has no buffer
//! in Rust.
//!
//! For much output wrap it yourself: `BufWriter::new(io::stdout().lock())`. Then ending well is your business too: see
//! `report_lost_by_exit`.
//!
//! The writer below counts calls and throws the bytes away; behind a real descriptor each call would be a `write(2)`.
//!
//! Try this: print a progress dot with `print!(".")` every second. When does it appear, and what must be called?

use std::io::{self, BufWriter, LineWriter, Write};

use anyhow::Context;

/// What a call of the system would see.
#[derive(Default)]
struct Counted {
    writes: usize,
    bytes: usize,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writes += 1;
        self.bytes += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn thousand_lines(out: &mut dyn Write) -> anyhow::Result<()> {
    for number in 0..1000 {
        writeln!(out, "line {number}").context("write")?;
    }
    out.flush().context("flush")
}

fn main() -> anyhow::Result<()> {
    let (mut none, mut by_line, mut by_block) = (Counted::default(), Counted::default(), Counted::default());
    thousand_lines(&mut none)?;
    thousand_lines(&mut LineWriter::new(&mut by_line))?;
    thousand_lines(&mut BufWriter::with_capacity(8192, &mut by_block))?;

    println!("1000 lines, {} bytes", none.bytes);
    println!("no buffer:  {} writes", none.writes);
    println!("by line:    {} writes", by_line.writes);
    println!("by block:   {} writes", by_block.writes);
    Ok(())
}
