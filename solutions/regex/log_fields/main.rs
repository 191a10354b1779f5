//! log_fields FILE: the records of a log, and how many there are of each level.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::LazyLock;
use std::{env, fs};

use anyhow::Context;
use regex::Regex;

/// A record is a whole line. The flag m makes `^` hold at each line. The flag x lets the pattern be laid out like the
/// table in the README: a bare blank is then only layout, even inside a class, so a blank that counts is `\x20`. It is
/// not `\s`, which would take the newline too, and with it the next line. No `$` is needed: the dot goes on to the end
/// of the line and no further.
static RECORD: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?mx)
        ^ (?<date> [0-9]{4}-[0-9]{2}-[0-9]{2} ) \x20
        [0-9]{2}:[0-9]{2}:[0-9]{2}              \x20
        \[ (?<level> [A-Z]+ ) \]                \x20+
        (?<message> \S.* )";
    Regex::new(pattern).expect("the pattern is a constant, and every run compiles it")
});

fn main() -> anyhow::Result<ExitCode> {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let [file] = words.as_slice() else {
        eprintln!("usage: log_fields FILE");
        return Ok(ExitCode::from(2));
    };
    let log = match fs::read_to_string(file) {
        Ok(log) => log,
        Err(error) => {
            eprintln!("log_fields: {}: {error}", file.display());
            return Ok(ExitCode::from(1));
        }
    };
    report(&log, &mut io::stdout().lock()).context("write to standard output")?;
    Ok(ExitCode::SUCCESS)
}

fn report(log: &str, out: &mut impl Write) -> io::Result<()> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new(); // sorted by key, so the report is the same every time
    for record in RECORD.captures_iter(log) {
        // All three groups take part in every match, so extract gives them as an array, in the order of the pattern.
        let (_, [date, level, message]) = record.extract();
        writeln!(out, "{date} {level} {message}")?;
        *counts.entry(level).or_default() += 1;
    }
    for (level, count) in counts {
        writeln!(out, "{level} {count}")?;
    }
    Ok(())
}
