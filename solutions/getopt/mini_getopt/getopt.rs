//! The classical parser: short options and long ones, up to the first word that is neither.

use std::fmt;

/// What the words say.
pub struct Parsed {
    /// Name with its dashes, and argument (empty if it takes none), in the order of the command line.
    pub opts: Vec<(String, String)>,
    /// The words behind the options.
    pub args: Vec<String>,
}

/// Why the words cannot be parsed. `Display` gives Python's six messages.
#[derive(Debug)]
pub enum GetoptError {
    ShortUnknown(char),
    ShortNeedsArgument(char),
    /// As typed.
    LongUnknown(String),
    /// As typed.
    LongAmbiguous(String),
    /// In full.
    LongNeedsArgument(String),
    /// In full.
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

/// Parses `words`. In `short` a colon follows each letter that takes an argument (`"abc:"`), in `longs` an equals sign
/// ends each name that takes one (`["cond=", "testing"]`).
pub fn getopt(words: &[String], short: &str, longs: &[&str]) -> Result<Parsed, GetoptError> {
    let mut rest = words;
    let mut opts = Vec::new();
    while let Some((word, behind)) = rest.split_first() {
        let Some(option) = word.strip_prefix('-').filter(|option| !option.is_empty()) else { break };
        rest = behind;
        if option == "-" {
            break; // `--`: dropped, unlike the word that ended the loop above
        }
        match option.strip_prefix('-') {
            Some(long) => opts.push(read_long(long, &mut rest, longs)?),
            None => read_cluster(option, &mut rest, short, &mut opts)?,
        }
    }
    Ok(Parsed { opts, args: rest.to_vec() })
}

/// Reads the letters of one word. The argument of the last may be the next word.
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
        // A colon belongs to the letter before it and is never an option itself.
        Some((_, behind)) if letter != ':' => Ok(behind.starts_with(':')),
        _ => Err(GetoptError::ShortUnknown(letter)),
    }
}

/// Reads what stands behind `--`.
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

/// The entry of `longs` that is meant, with its equals sign if it has one.
fn find_long<'a>(typed: &str, longs: &[&'a str]) -> Result<&'a str, GetoptError> {
    // In full first: with `test` and `testing` declared, `--test` is not a beginning of two.
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
    let (word, behind) = rest.split_first()?;
    *rest = behind;
    Some(word.clone())
}
