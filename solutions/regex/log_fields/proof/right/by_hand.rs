//! right: no regular expression. A small scanner takes one part after the other from the front of a line; each level that
//! occurs has a place in a list that is sorted at the end.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = env::args_os().skip(1);
    let (Some(file), None) = (words.next(), words.next()) else {
        eprintln!("log_fields: expected the name of one file");
        return ExitCode::from(2);
    };
    let log = match fs::read(&file) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => {
            eprintln!("log_fields: cannot read {}: {error}", file.display());
            return ExitCode::FAILURE;
        }
    };
    match io::stdout().write_all(report(&log).as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("log_fields: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Record<'a> {
    date: &'a str,
    level: &'a str,
    message: &'a str,
}

/// All that the program prints.
fn report(log: &str) -> String {
    let mut text = String::new();
    let mut counts: Vec<(&str, usize)> = Vec::new();
    // Not lines(), which would take a carriage return for a part of the line's end.
    for Record { date, level, message } in log.split('\n').filter_map(record) {
        text += &format!("{date} {level} {message}\n");
        match counts.iter_mut().find(|(known, _)| *known == level) {
            Some((_, count)) => *count += 1,
            None => counts.push((level, 1)),
        }
    }
    counts.sort();
    for (level, count) in counts {
        text += &format!("{level} {count}\n");
    }
    text
}

fn record(line: &str) -> Option<Record<'_>> {
    let mut rest = line;
    let date = form(&mut rest, "dddd-dd-dd")?;
    form(&mut rest, " dd:dd:dd [")?;
    let end = rest.find(|c: char| !c.is_ascii_uppercase())?;
    let level = take(&mut rest, end)?;
    form(&mut rest, "] ")?;
    let message = rest.trim_start_matches(' ');
    let is_good = !level.is_empty() && message.chars().next().is_some_and(|first| !first.is_whitespace());
    is_good.then_some(Record { date, level, message })
}

/// Takes what has this form from the front of `rest`: a d is a digit, all else is itself.
fn form<'a>(rest: &mut &'a str, form: &str) -> Option<&'a str> {
    let front = rest.as_bytes().get(..form.len())?;
    let fits = front.iter().zip(form.bytes()).all(|(&byte, wanted)| match wanted {
        b'd' => byte.is_ascii_digit(),
        _ => byte == wanted,
    });
    if fits { take(rest, form.len()) } else { None }
}

fn take<'a>(rest: &mut &'a str, bytes: usize) -> Option<&'a str> {
    let (front, behind) = rest.split_at_checked(bytes)?;
    *rest = behind;
    Some(front)
}
