//! One line with holes, matched against bytes.

use std::collections::BTreeMap;

/// What names stand for. Bytes, because output need not be text.
pub type Bindings = BTreeMap<String, Vec<u8>>;

/// A line of text with holes.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// As written, for messages.
    source: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Literal(String),
    Hole { name: Option<String>, kind: Option<Kind> },
}

#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Int,
    Float,
    Word,
    Port,
    Pid,
    Path,
    Rest,
    OneOf(Vec<String>),
    Range(i64, i64),
    /// As written between the slashes.
    Regex(String),
}

impl Pattern {
    /// Reads a line with holes. The error is the column (from 0, in bytes) and what was expected there.
    pub fn parse(source: &str) -> Result<Pattern, (usize, String)> {
        let _ = source;
        todo!()
    }

    /// A pattern that matches exactly this text.
    pub fn literal(text: &str) -> Pattern {
        let _ = text;
        todo!()
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    /// The names it may bind or use, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|_| None)
    }

    /// The text, if it has no holes.
    pub fn as_literal(&self) -> Option<String> {
        todo!()
    }

    /// The new bindings if the whole of `line` matches; names already bound must be the same text.
    pub fn matches(&self, line: &[u8], bindings: &Bindings) -> Option<Bindings> {
        let _ = (line, bindings);
        todo!()
    }

    /// The text with its holes filled, or the first name that is not bound.
    pub fn fill(&self, bindings: &Bindings) -> Result<Vec<u8>, String> {
        let _ = bindings;
        todo!()
    }

    /// The text for a message: bound names filled in, the others as written.
    pub fn show(&self, bindings: &Bindings) -> String {
        let _ = bindings;
        todo!()
    }
}
