//! re_anchors: where `^` and `$` hold.
//!
//! ```console
//! $ re_anchors
//! ^[0-9]+      in "12\nab"    at 0..2
//! ^[0-9]+      in "ab\n12"    nowhere
//! (?m)^[0-9]+  in "ab\n12"    at 3..5
//! ab$          in "ab\n"      nowhere
//! (?m)ab$      in "ab\n"      at 0..2
//! ab\n?\z      in "ab\n"      at 0..3
//! (?m)ab$      in "ab\r\n"    nowhere
//! (?mR)ab$     in "ab\r\n"    at 0..2
//! ```
//!
//! Notice the second line. `^` is the beginning of the text; of each line only under the flag `m`. The slides leave
//! that out (E13), and a program that searches a whole file then finds what stands in its first line and nothing else,
//! without any error.
//!
//! The fourth line is where Rust and Python part: in Python `$` also holds before a newline at the very end, so `ab$`
//! matches there. Rust's `$` is the end, as Python's `\Z`, which Rust writes `\z`.
//!
//! A file from Windows ends its lines with two characters. For `m` alone a line still ends at the newline, so the last
//! two rows differ; the flag `R` counts both.
//!
//! Try this: read a line with `read_line`, which keeps the newline, and match it with `$`. What must you do first?

use anyhow::Context;
use regex::Regex;

fn main() -> anyhow::Result<()> {
    let table = [
        ("^[0-9]+", "12\nab"),
        ("^[0-9]+", "ab\n12"),
        ("(?m)^[0-9]+", "ab\n12"),
        ("ab$", "ab\n"),
        ("(?m)ab$", "ab\n"),
        (r"ab\n?\z", "ab\n"),
        ("(?m)ab$", "ab\r\n"),
        ("(?mR)ab$", "ab\r\n"),
    ];
    for (pattern, text) in table {
        let regex = Regex::new(pattern).context("pattern")?;
        let found = regex.find(text).map_or("nowhere".to_string(), |found| format!("at {:?}", found.range()));
        println!("{pattern:<12} in {:<11} {found}", format!("{text:?}"));
    }
    Ok(())
}
