//! verdict: wrong-output
//! Believes that lines() cuts at the newline and nothing more. It takes a carriage return before it along.

use std::collections::BTreeMap;
use std::process::ExitCode;

use regex::Regex;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.len() != 1 {
        eprintln!("usage: log_fields FILE");
        return ExitCode::from(2);
    }
    let Ok(text) = std::fs::read_to_string(&words[0]) else {
        eprintln!("cannot read {}", words[0]);
        return ExitCode::from(1);
    };
    let mut counts = BTreeMap::new();
    let record = Regex::new(
        r"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2}) [0-9]{2}:[0-9]{2}:[0-9]{2} \[(?<level>[A-Z]+)\] +(?<message>\S.*)",
    )
    .expect("a constant");
    for c in text.lines().filter_map(|line| record.captures(line)) {
        println!("{} {} {}", &c["date"], &c["level"], &c["message"]);
        *counts.entry(c["level"].to_string()).or_insert(0) += 1;
    }
    for (level, count) in counts {
        println!("{level} {count}");
    }
    ExitCode::SUCCESS
}
