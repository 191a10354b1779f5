//! verdict: wrong-exit
//! Believes that a word which begins with a dash cannot be an argument.

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

fn fail(message: impl std::fmt::Display) -> ExitCode {
    eprintln!("mini_getopt: {message}");
    ExitCode::from(2)
}

mod getopt {
    use std::fmt;

    pub struct Parsed {
        pub opts: Vec<(String, String)>,
        pub args: Vec<String>,
    }

    pub enum GetoptError {
        ShortUnknown(char),
        ShortNeedsArgument(char),
        LongUnknown(String),
        LongAmbiguous(String),
        LongNeedsArgument(String),
        LongTakesNone(String),
    }

    impl fmt::Display for GetoptError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                GetoptError::ShortUnknown(letter) => write!(f, "option -{letter} not recognized"),
                GetoptError::ShortNeedsArgument(letter) => write!(f, "option -{letter} requires argument"),
                GetoptError::LongUnknown(name) => write!(f, "option --{name} not recognized"),
                GetoptError::LongAmbiguous(name) => write!(f, "option --{name} not a unique prefix"),
                GetoptError::LongNeedsArgument(name) => write!(f, "option --{name} requires argument"),
                GetoptError::LongTakesNone(name) => write!(f, "option --{name} must not have an argument"),
            }
        }
    }

    pub fn getopt(words: &[String], short: &str, longs: &[&str]) -> Result<Parsed, GetoptError> {
        let mut rest = words;
        let mut opts = Vec::new();
        while let Some((word, behind)) = rest.split_first() {
            let Some(option) = word.strip_prefix('-').filter(|option| !option.is_empty()) else { break };
            rest = behind;
            if option == "-" {
                break;
            }
            match option.strip_prefix('-') {
                Some(long) => opts.push(read_long(long, &mut rest, longs)?),
                None => read_cluster(option, &mut rest, short, &mut opts)?,
            }
        }
        Ok(Parsed { opts, args: rest.to_vec() })
    }

    fn read_cluster(
        cluster: &str,
        rest: &mut &[String],
        short: &str,
        opts: &mut Vec<(String, String)>,
    ) -> Result<(), GetoptError> {
        let mut letters = cluster.chars();
        while let Some(letter) = letters.next() {
            let mut argument = String::new();
            if takes_argument(letter, short)? {
                argument = match letters.as_str() {
                    "" => next_word(rest).ok_or(GetoptError::ShortNeedsArgument(letter))?,
                    joined => joined.to_owned(),
                };
                letters = "".chars();
            }
            opts.push((format!("-{letter}"), argument));
        }
        Ok(())
    }

    fn takes_argument(letter: char, short: &str) -> Result<bool, GetoptError> {
        match short.split_once(letter) {
            Some((_, behind)) if letter != ':' => Ok(behind.starts_with(':')),
            _ => Err(GetoptError::ShortUnknown(letter)),
        }
    }

    fn read_long(option: &str, rest: &mut &[String], longs: &[&str]) -> Result<(String, String), GetoptError> {
        let (typed, joined) = match option.split_once('=') {
            Some((typed, joined)) => (typed, Some(joined.to_owned())),
            None => (option, None),
        };
        let entry = find_long(typed, longs)?;
        let argument = match (entry.strip_suffix('='), joined) {
            (Some(_), Some(joined)) => joined,
            (Some(name), None) => next_word(rest).ok_or_else(|| GetoptError::LongNeedsArgument(name.to_owned()))?,
            (None, None) => String::new(),
            (None, Some(_)) => return Err(GetoptError::LongTakesNone(entry.to_owned())),
        };
        Ok((format!("--{}", entry.trim_end_matches('=')), argument))
    }

    fn find_long<'a>(typed: &str, longs: &[&'a str]) -> Result<&'a str, GetoptError> {
        if let Some(entry) = longs.iter().find(|entry| entry.strip_suffix('=').unwrap_or(entry) == typed) {
            return Ok(entry);
        }
        let mut begin_so = longs.iter().filter(|entry| entry.starts_with(typed));
        match (begin_so.next(), begin_so.next()) {
            (None, _) => Err(GetoptError::LongUnknown(typed.to_owned())),
            (Some(entry), None) => Ok(entry),
            (Some(_), Some(_)) => Err(GetoptError::LongAmbiguous(typed.to_owned())),
        }
    }

    fn next_word(rest: &mut &[String]) -> Option<String> {
        let (word, behind) = rest.split_first().filter(|(word, _)| !word.starts_with('-'))?;
        *rest = behind;
        Some(word.clone())
    }
}
