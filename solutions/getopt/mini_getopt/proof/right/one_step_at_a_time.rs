//! right: a machine that is asked for one option after the other. It keeps an index of the word and, within a
//! cluster, what is left of its letters; errors are one struct of an option and a sentence. Names are
//! compared letter by letter in one pass.

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
    use std::error::Error;
    use std::fmt;

    pub struct Parsed {
        pub opts: Vec<(String, String)>,
        pub args: Vec<String>,
    }

    #[derive(Debug)]
    pub struct WrongOption {
        option: String,
        sentence: &'static str,
    }

    impl fmt::Display for WrongOption {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "option {} {}", self.option, self.sentence)
        }
    }

    impl Error for WrongOption {}

    pub fn getopt(words: &[String], short: &str, longs: &[&str]) -> Result<Parsed, Box<dyn Error>> {
        let short: Vec<char> = short.chars().collect();
        let mut machine = Machine { words, at: 0, letters: Vec::new(), short: &short, longs };
        let mut opts = Vec::new();
        while let Some(pair) = machine.step()? {
            opts.push(pair);
        }
        Ok(Parsed { opts, args: words[machine.at..].to_vec() })
    }

    struct Machine<'a> {
        words: &'a [String],
        /// The word that is read next.
        at: usize,
        /// What is left of a cluster, the next letter at the end.
        letters: Vec<char>,
        short: &'a [char],
        longs: &'a [&'a str],
    }

    type Pair = (String, String);

    impl Machine<'_> {
        /// The next option, or None where the options end.
        fn step(&mut self) -> Result<Option<Pair>, WrongOption> {
            if let Some(letter) = self.letters.pop() {
                return self.short_option(letter).map(Some);
            }
            let Some(word) = self.words.get(self.at) else { return Ok(None) };
            let mut letters = word.chars();
            match (letters.next(), letters.next()) {
                (Some('-'), Some('-')) => {
                    self.at += 1;
                    let rest = letters.as_str();
                    if rest.is_empty() { Ok(None) } else { self.long_option(rest).map(Some) }
                }
                (Some('-'), Some(letter)) => {
                    self.at += 1;
                    self.letters = letters.rev().collect();
                    self.short_option(letter).map(Some)
                }
                _ => Ok(None),
            }
        }

        fn next_word(&mut self) -> Option<String> {
            let word = self.words.get(self.at)?.clone();
            self.at += 1;
            Some(word)
        }

        fn short_option(&mut self, letter: char) -> Result<Pair, WrongOption> {
            let option = String::from_iter(['-', letter]);
            let place = self.short.iter().position(|&known| known == letter && known != ':');
            let Some(place) = place else { return Err(WrongOption { option, sentence: "not recognized" }) };
            if self.short.get(place + 1) != Some(&':') {
                return Ok((option, String::new()));
            }
            if !self.letters.is_empty() {
                let argument = self.letters.drain(..).rev().collect();
                return Ok((option, argument));
            }
            match self.next_word() {
                Some(argument) => Ok((option, argument)),
                None => Err(WrongOption { option, sentence: "requires argument" }),
            }
        }

        fn long_option(&mut self, rest: &str) -> Result<Pair, WrongOption> {
            let (typed, given) = match rest.find('=') {
                Some(sign) => (&rest[..sign], Some(rest[sign + 1..].to_string())),
                None => (rest, None),
            };
            let mut in_full = None;
            let mut beginnings = Vec::new();
            for &entry in self.longs {
                let takes_one = entry.ends_with('=');
                let name = if takes_one { &entry[..entry.len() - 1] } else { entry };
                if name == typed {
                    in_full = Some((name, takes_one));
                } else if name.len() > typed.len() && name.bytes().zip(typed.bytes()).all(|(a, b)| a == b) {
                    beginnings.push((name, takes_one));
                }
            }
            let sentence = if beginnings.is_empty() { "not recognized" } else { "not a unique prefix" };
            let found = in_full.or(if beginnings.len() == 1 { beginnings.pop() } else { None });
            let Some((name, takes_one)) = found else {
                return Err(WrongOption { option: format!("--{typed}"), sentence });
            };

            let option = format!("--{name}");
            match (takes_one, given) {
                (false, None) => Ok((option, String::new())),
                (false, Some(_)) => Err(WrongOption { option, sentence: "must not have an argument" }),
                (true, given) => match given.or_else(|| self.next_word()) {
                    Some(argument) => Ok((option, argument)),
                    None => Err(WrongOption { option, sentence: "requires argument" }),
                },
            }
        }
    }
}
