//! right: what is declared is first read into two sorted maps, and the names that begin alike are a range of one of them.
//! The words are a queue, whose front is taken as needed; messages are made where the error is found.

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

mod getopt {
    use std::collections::{BTreeMap, VecDeque};
    use std::ops::Bound;

    pub struct Parsed {
        pub opts: Vec<(String, String)>,
        pub args: Vec<String>,
    }

    /// What is declared, and whether it takes an argument.
    struct Declared {
        letters: BTreeMap<char, bool>,
        names: BTreeMap<String, bool>,
    }

    pub fn getopt(words: &[String], short: &str, longs: &[&str]) -> Result<Parsed, String> {
        let declared = Declared::read(short, longs);
        let mut queue: VecDeque<String> = words.iter().cloned().collect();
        let mut opts = Vec::new();
        while queue.front().is_some_and(|word| word.len() > 1 && word.starts_with('-')) {
            let Some(word) = queue.pop_front() else { break };
            match word.strip_prefix("--") {
                Some("") => break,
                Some(option) => opts.push(long(option, &declared, &mut queue)?),
                None => cluster(&word[1..], &declared, &mut queue, &mut opts)?,
            }
        }
        Ok(Parsed { opts, args: queue.into() })
    }

    impl Declared {
        fn read(short: &str, longs: &[&str]) -> Declared {
            let mut letters = BTreeMap::new();
            let mut last = None;
            for letter in short.chars() {
                if letter != ':' {
                    letters.insert(letter, false);
                    last = Some(letter);
                } else if let Some(last) = last {
                    letters.insert(last, true);
                }
            }
            let names = longs.iter().map(|name| match name.strip_suffix('=') {
                Some(name) => (name.to_string(), true),
                None => (name.to_string(), false),
            });
            Declared { letters, names: names.collect() }
        }

        /// The name in full and whether it takes an argument.
        fn name(&self, typed: &str) -> Result<(&str, bool), String> {
            // The first name that is not before the typed one is the typed one itself, if there is such a name.
            let mut candidates = self
                .names
                .range::<str, _>((Bound::Included(typed), Bound::Unbounded))
                .take_while(|(name, _)| name.starts_with(typed));
            let Some((name, &takes_one)) = candidates.next() else {
                return Err(format!("option --{typed} not recognized"));
            };
            if name != typed && candidates.next().is_some() {
                return Err(format!("option --{typed} not a unique prefix"));
            }
            Ok((name, takes_one))
        }
    }

    fn cluster(
        letters: &str,
        declared: &Declared,
        queue: &mut VecDeque<String>,
        opts: &mut Vec<(String, String)>,
    ) -> Result<(), String> {
        for (place, letter) in letters.char_indices() {
            let option = format!("-{letter}");
            match declared.letters.get(&letter) {
                None => return Err(format!("option {option} not recognized")),
                Some(false) => opts.push((option, String::new())),
                Some(true) => {
                    let joined = &letters[place + letter.len_utf8()..];
                    let argument = if joined.is_empty() { queue.pop_front() } else { Some(joined.to_string()) };
                    let argument = argument.ok_or_else(|| format!("option {option} requires argument"))?;
                    opts.push((option, argument));
                    break;
                }
            }
        }
        Ok(())
    }

    fn long(option: &str, declared: &Declared, queue: &mut VecDeque<String>) -> Result<(String, String), String> {
        let mut parts = option.splitn(2, '=');
        let typed = parts.next().unwrap_or_default();
        let (name, takes_one) = declared.name(typed)?;
        let option = format!("--{name}");
        if takes_one {
            let argument = parts.next().map(str::to_string).or_else(|| queue.pop_front());
            let argument = argument.ok_or_else(|| format!("option {option} requires argument"))?;
            Ok((option, argument))
        } else if parts.next().is_some() {
            Err(format!("option {option} must not have an argument"))
        } else {
            Ok((option, String::new()))
        }
    }
}
