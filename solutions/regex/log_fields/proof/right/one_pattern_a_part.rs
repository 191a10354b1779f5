//! right: no groups at all: a pattern for the head of a record, anchored at the start of what is left, and the text cut
//! by hand. Levels are kept sorted in a Vec.

use std::env;
use std::fs;
use std::process::ExitCode;

use regex::Regex;

fn main() -> ExitCode {
    let mut words = env::args_os().skip(1);
    let (Some(file), None) = (words.next(), words.next()) else {
        eprintln!("log_fields: which FILE?");
        return ExitCode::from(2);
    };
    let text = match fs::read(&file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("log_fields: {}: {error}", file.to_string_lossy());
            return ExitCode::from(1);
        }
    };
    let Ok(head) = Regex::new("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} \\[[A-Z]+] +") else {
        return ExitCode::FAILURE;
    };
    let mut levels: Vec<(&str, usize)> = Vec::new();
    for line in text.split('\n') {
        let Some(found) = head.find(line) else { continue };
        let message = &line[found.end()..];
        if message.chars().next().is_none_or(char::is_whitespace) {
            continue;
        }
        let Some((level, _)) = line[21..].split_once(']') else { continue };
        println!("{} {level} {message}", &line[..10]);
        match levels.binary_search_by_key(&level, |(known, _)| known) {
            Ok(at) => levels[at].1 += 1,
            Err(at) => levels.insert(at, (level, 1)),
        }
    }
    for (level, count) in levels {
        println!("{level} {count}");
    }
    ExitCode::SUCCESS
}
