//! mini_getopt: parses words as Python's getopt does. This file is given; the work is in `getopt.rs`.

mod getopt;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = match env::args_os().skip(1).map(OsString::into_string).collect() {
        Ok(words) => words,
        Err(word) => return fail(format!("{word:?} is not UTF-8")),
    };
    let [short, longs, separator, arguments @ ..] = words.as_slice() else {
        return fail("usage: mini_getopt SHORT LONGS -- WORD..");
    };
    if separator != "--" {
        return fail("usage: mini_getopt SHORT LONGS -- WORD..");
    }
    let longs: Vec<&str> = longs.split(',').filter(|name| !name.is_empty()).collect();

    match getopt::getopt(arguments, short, &longs) {
        Ok(parsed) => {
            println!("opts={:?}", parsed.opts);
            println!("args={:?}", parsed.args);
            ExitCode::SUCCESS
        }
        Err(error) => fail(error),
    }
}

/// One line on standard error, and the exit code of a wrong call.
fn fail(message: impl std::fmt::Display) -> ExitCode {
    eprintln!("mini_getopt: {message}");
    ExitCode::from(2)
}
