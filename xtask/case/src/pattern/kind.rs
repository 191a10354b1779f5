//! What a hole may take.

use nanoserde::{DeBin, DeBinErr, SerBin};

use crate::nearest::did_you_mean;

#[derive(Debug, Clone, PartialEq, Eq, Hash, SerBin, DeBin)]
pub enum HoleKind {
    Int,
    Float,
    Word,
    Port,
    Pid,
    Path,
    Rest,
    OneOf(Vec<String>),
    /// Both ends included.
    Range(i64, i64),
    Regex(Regex),
}

/// The kinds that are written as a name.
const NAMED: [(&str, HoleKind); 7] = [
    ("int", HoleKind::Int),
    ("float", HoleKind::Float),
    ("word", HoleKind::Word),
    ("port", HoleKind::Port),
    ("pid", HoleKind::Pid),
    ("path", HoleKind::Path),
    ("..", HoleKind::Rest),
];

impl HoleKind {
    pub(super) fn named(name: &str) -> Option<HoleKind> {
        NAMED.into_iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }

    /// Reads what stands after the colon. The error says what was expected.
    pub(super) fn parse(text: &str) -> Result<HoleKind, String> {
        if let Some(kind) = HoleKind::named(text) {
            return Ok(kind);
        }
        if text.contains('|') {
            return Ok(HoleKind::OneOf(text.split('|').map(str::to_string).collect()));
        }
        if text.contains("..") {
            let (least, most) = parse_range(text)?;
            return Ok(HoleKind::Range(least, most));
        }
        let meant = did_you_mean(text, NAMED.iter().map(|(name, _)| *name));
        Err(format!(
            "expected a kind (int, float, word, port, pid, path, .., a range 0..255, alternatives a|b or /regex/), \
             found `{text}`{meant}"
        ))
    }

    /// Is this text, as a whole, of the kind?
    pub(super) fn fits(&self, text: &[u8]) -> bool {
        match self {
            HoleKind::Int => is_digits(unsigned(text)),
            HoleKind::Float => is_float(text),
            HoleKind::Word => !text.is_empty() && text.iter().all(|byte| !is_blank(*byte)),
            HoleKind::Path => matches!(text.first(), Some(b'/' | b'.')) && text.iter().all(|byte| !is_blank(*byte)),
            HoleKind::Rest => true,
            HoleKind::Port => number(text).is_some_and(|n| (1..=65_535).contains(&n)),
            HoleKind::Pid => number(text).is_some_and(|n| n > 0),
            HoleKind::Range(least, most) => number(text).is_some_and(|n| (*least..=*most).contains(&n)),
            HoleKind::OneOf(texts) => texts.iter().any(|one| one.as_bytes() == text),
            HoleKind::Regex(regex) => regex.fits(text),
        }
    }

    /// The most bytes it can take, where there is a bound.
    pub(super) fn longest(&self) -> usize {
        match self {
            HoleKind::Int | HoleKind::Float | HoleKind::Word | HoleKind::Path | HoleKind::Rest => usize::MAX,
            HoleKind::Port | HoleKind::Pid | HoleKind::Range(..) => LONGEST_NUMBER,
            HoleKind::OneOf(texts) => texts.iter().map(String::len).max().unwrap_or(0),
            HoleKind::Regex(_) => LONGEST_REGEX_TEXT,
        }
    }
}

/// An `i64` with its sign has at most 20 characters; a number with more leading zeros is never printed.
const LONGEST_NUMBER: usize = 20;

/// A bound keeps lines of a megabyte from taking minutes.
const LONGEST_REGEX_TEXT: usize = 1024;

/// `A..B`, both ends included, not empty.
pub fn parse_range(text: &str) -> Result<(i64, i64), String> {
    let numbers = text.split_once("..").and_then(|(least, most)| Some((whole(least)?, whole(most)?)));
    match numbers {
        Some((least, most)) if least > most => Err(format!("expected a range that is not empty, found `{text}`")),
        Some(range) => Ok(range),
        None => Err(format!("expected a range of whole numbers such as 0..255, found `{text}`")),
    }
}

fn whole(text: &str) -> Option<i64> {
    is_digits(unsigned(text.as_bytes())).then(|| text.parse().ok()).flatten()
}

pub(super) fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'\x0b'
}

fn number(text: &[u8]) -> Option<i64> {
    if text.len() > LONGEST_NUMBER {
        return None;
    }
    std::str::from_utf8(text).ok().and_then(whole)
}

fn unsigned(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"-").unwrap_or(text)
}

fn is_digits(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

fn is_float(text: &[u8]) -> bool {
    let (mantissa, exponent) = split_at(text, |byte| byte == b'e' || byte == b'E');
    let (whole, fraction) = split_at(mantissa, |byte| byte == b'.');
    let unsigned_exponent = exponent.map(|text| text.strip_prefix(b"+").unwrap_or_else(|| unsigned(text)));
    is_digits(unsigned(whole)) && fraction.is_none_or(is_digits) && unsigned_exponent.is_none_or(is_digits)
}

fn split_at(text: &[u8], end: fn(u8) -> bool) -> (&[u8], Option<&[u8]>) {
    match text.iter().position(|byte| end(*byte)) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// A regular expression, compiled once. It must match from end to end.
#[derive(Debug, Clone)]
pub struct Regex {
    /// As written between the slashes.
    source: String,
    compiled: regex_lite::Regex,
}

impl Regex {
    pub(super) fn new(source: &str) -> Result<Regex, String> {
        let refused = |error: regex_lite::Error| format!("expected a regular expression, found `{source}`: {error}");
        // By itself first: `a)(b` is one only between our parentheses.
        regex_lite::Regex::new(source).map_err(refused)?;
        let compiled = regex_lite::Regex::new(&format!("^(?:{source})$")).map_err(refused)?;
        Ok(Regex { source: source.to_string(), compiled })
    }

    /// Only text is matched: what is not UTF-8 fits no regular expression.
    fn fits(&self, text: &[u8]) -> bool {
        std::str::from_utf8(text).is_ok_and(|text| self.compiled.is_match(text))
    }
}

/// It travels as it is written, and is compiled again where it arrives.
impl SerBin for Regex {
    fn ser_bin(&self, output: &mut Vec<u8>) {
        self.source.ser_bin(output);
    }
}

impl DeBin for Regex {
    fn de_bin(offset: &mut usize, bytes: &[u8]) -> Result<Regex, DeBinErr> {
        let start = *offset;
        let source = String::de_bin(offset, bytes)?;
        Regex::new(&source).map_err(|_| DeBinErr::new(start, source.len(), bytes.len()))
    }
}

impl PartialEq for Regex {
    fn eq(&self, other: &Regex) -> bool {
        self.source == other.source
    }
}

impl Eq for Regex {}

impl std::hash::Hash for Regex {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.source.hash(state);
    }
}
