//! right: reads line by line, each as bytes, and matches it with a pattern of regex::bytes that goes from its first byte to
//! its last; the parts have numbers. Counts are kept in a HashMap and sorted when they are printed.

use std::collections::HashMap;
use std::env;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use regex::bytes::Regex;

const RECORD: &str = concat!(
    r"\A([0-9]{4}(?:-[0-9]{2}){2})",
    r" [0-9]{2}(?::[0-9]{2}){2}",
    r" \[([A-Z]+)\]",
    // A carriage return counts as white space too, but the message may end with one. Only the newline is no part of it.
    r" +(\S[^\n]*)\z",
);

fn main() -> ExitCode {
    let words: Vec<_> = env::args_os().collect();
    if words.len() != 2 {
        eprintln!("usage: log_fields FILE");
        return ExitCode::from(2);
    }
    match show(&words[1]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("log_fields: {error:#}");
            ExitCode::from(1)
        }
    }
}

fn show(name: &OsStr) -> Result<()> {
    let pattern = Regex::new(RECORD)?;
    let file = File::open(name).with_context(|| format!("open {}", name.display()))?;
    let mut records: Vec<u8> = Vec::new();
    let mut counts: HashMap<Vec<u8>, u64> = HashMap::new();

    for line in BufReader::new(file).split(b'\n') {
        let line = line.with_context(|| format!("read {}", name.display()))?;
        let Some(parts) = pattern.captures(&line) else { continue };
        let level = &parts[2];
        records.extend([&parts[1], level, &parts[3]].join(&b' '));
        records.push(b'\n');
        match counts.get_mut(level) {
            Some(count) => *count += 1,
            None => drop(counts.insert(level.to_vec(), 1)),
        }
    }

    // Only now: whoever cannot read all of the file prints nothing.
    let mut levels: Vec<_> = counts.into_iter().collect();
    levels.sort_unstable();
    let mut out = BufWriter::new(io::stdout().lock());
    out.write_all(&records)?;
    for (level, count) in levels {
        out.write_all(&level)?;
        writeln!(out, " {count}")?;
    }
    out.flush().context("standard output")
}
