//! verdict: wrong-output
//! Believes that a capital letter is a capital letter, in whatever script.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::{env, fs};

use regex::Regex;

fn main() -> ExitCode {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let [file] = words.as_slice() else {
        eprintln!("usage: log_fields FILE");
        return ExitCode::from(2);
    };
    let log = match fs::read_to_string(file) {
        Ok(log) => log,
        Err(error) => {
            eprintln!("log_fields: {}: {error}", file.display());
            return ExitCode::from(1);
        }
    };
    let record = Regex::new(
        r"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2}) [0-9]{2}:[0-9]{2}:[0-9]{2} \[(?<level>\p{Lu}+)\] +(?<message>\S.*)$",
    )
    .expect("the pattern is a constant and right");

    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in log.split('\n') {
        if let Some(c) = record.captures(line) {
            let level = c.name("level").unwrap().as_str();
            println!("{} {} {}", &c["date"], level, &c["message"]);
            *counts.entry(level).or_default() += 1;
        }
    }
    for (level, count) in counts {
        println!("{level} {count}");
    }
    ExitCode::SUCCESS
}
