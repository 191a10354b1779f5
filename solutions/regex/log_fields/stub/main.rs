//! log_fields FILE: the records of a log, and how many there are of each level.
//! The task is in README.md beside this file.

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
    // TODO: describe a whole record, and name the parts that are printed.
    let record = Regex::new("[0-9]+").expect("the pattern is a constant and right");

    for captures in record.captures_iter(&log) {
        // TODO: print the parts, and count.
        println!("{}", &captures[0]);
    }
    // TODO: print the counts.
    ExitCode::SUCCESS
}
