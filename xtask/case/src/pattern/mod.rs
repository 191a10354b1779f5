//! One line with holes, matched against bytes.

mod engine;
mod kind;
mod read;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use nanoserde::{DeBin, SerBin};

use crate::visible::visible;
use engine::Atom;
pub use kind::parse_range;
pub use kind::{HoleKind, Regex};
pub use read::is_name;

/// What names stand for. Bytes, because output need not be text.
pub type Bindings = BTreeMap<String, Vec<u8>>;

/// A line of text with holes.
#[derive(Clone, PartialEq, Eq, Hash, SerBin, DeBin)]
pub struct Pattern {
    /// As written, for messages.
    source: String,
    /// Literals are never empty, and no two stand side by side.
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, SerBin, DeBin)]
pub enum Part {
    Literal(Vec<u8>),
    Hole(Hole),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, SerBin, DeBin)]
pub struct Hole {
    pub name: Option<String>,
    pub kind: HoleKind,
    /// With its braces.
    pub written: String,
}

/// What a name stands for, if it is bound. A function, so that the matcher need not build a map for every reading.
pub type Known<'f, 'k> = &'f (dyn Fn(&str) -> Option<&'k [u8]> + 'f);

impl Pattern {
    /// Reads a line with holes. The error is the column (from 0, in bytes) and what was expected there.
    pub fn parse(source: &str) -> Result<Pattern, (usize, String)> {
        read::pattern(source.as_bytes())
    }

    /// As [`Pattern::parse`], for a word of a command, which may hold bytes that are not text.
    pub fn parse_bytes(source: &[u8]) -> Result<Pattern, (usize, String)> {
        read::pattern(source)
    }

    /// A pattern that matches exactly this text.
    pub fn literal(text: impl AsRef<[u8]>) -> Pattern {
        Pattern::from_parts(vec![Part::Literal(text.as_ref().to_vec())])
    }

    pub fn from_parts(parts: Vec<Part>) -> Pattern {
        let mut merged: Vec<Part> = Vec::with_capacity(parts.len());
        for part in parts {
            match (merged.last_mut(), part) {
                (_, Part::Literal(text)) if text.is_empty() => {}
                (Some(Part::Literal(before)), Part::Literal(text)) => before.extend(text),
                (_, part) => merged.push(part),
            }
        }
        Pattern { source: merged.iter().map(written).collect(), parts: merged }
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub fn holes(&self) -> impl Iterator<Item = &Hole> {
        self.parts.iter().filter_map(|part| match part {
            Part::Hole(hole) => Some(hole),
            Part::Literal(_) => None,
        })
    }

    /// Is it a hole and nothing else?
    pub fn is_one_hole(&self) -> bool {
        matches!(self.parts.as_slice(), [Part::Hole(_)])
    }

    /// The names it may bind or use, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.holes().filter_map(|hole| hole.name.as_deref())
    }

    /// The text, if it has no holes.
    pub fn as_literal(&self) -> Option<Vec<u8>> {
        self.fill_with(&|_| None).ok().map(Cow::into_owned)
    }

    /// All bindings, the new ones added, if the whole of `line` matches; names already bound must be the same text.
    pub fn matches(&self, line: &[u8], bindings: &Bindings) -> Option<Bindings> {
        let new = self.captures(line, &|name| bindings.get(name).map(Vec::as_slice))?;
        let mut all = bindings.clone();
        all.extend(new.into_iter().map(|(name, range)| (name.to_string(), line[range].to_vec())));
        Some(all)
    }

    /// Where in `line` the names stand that are not known yet, if it matches.
    pub fn captures<'k>(&'k self, line: &[u8], known: Known<'_, 'k>) -> Option<Vec<(&'k str, Range<usize>)>> {
        if let [Part::Literal(text)] = self.parts.as_slice() {
            return (text == line).then(Vec::new);
        }
        let mut atoms: Vec<Atom<'k>> = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            atoms.push(match part {
                Part::Literal(text) => Atom::Text(text),
                Part::Hole(hole) => match &hole.name {
                    Some(name) => match known(name) {
                        Some(value) => Atom::Text(value),
                        None => Atom::named(&atoms, name, &hole.kind),
                    },
                    None => Atom::Hole { kind: &hole.kind, name: None },
                },
            });
        }
        let taken = engine::run(&atoms, line)?;
        let named = atoms.iter().zip(taken).filter_map(|(atom, range)| match atom {
            Atom::Hole { name: Some(name), .. } => Some((*name, range)),
            Atom::Hole { name: None, .. } | Atom::Again(_) | Atom::Text(_) => None,
        });
        Some(named.collect())
    }

    /// The text with its holes filled, or the first hole that cannot be: its name, or as written if it has none.
    pub fn fill(&self, bindings: &Bindings) -> Result<Vec<u8>, String> {
        self.fill_with(&|name| bindings.get(name).map(Vec::as_slice)).map(Cow::into_owned)
    }

    fn fill_with<'k>(&'k self, known: Known<'_, 'k>) -> Result<Cow<'k, [u8]>, String> {
        if let [Part::Literal(text)] = self.parts.as_slice() {
            return Ok(Cow::Borrowed(text));
        }
        let mut out = Vec::new();
        for part in &self.parts {
            out.extend_from_slice(match part {
                Part::Literal(text) => text,
                Part::Hole(Hole { name: Some(name), .. }) => known(name).ok_or_else(|| name.clone())?,
                Part::Hole(Hole { name: None, written, .. }) => return Err(written.clone()),
            });
        }
        Ok(Cow::Owned(out))
    }

    /// The same with the holes of this name replaced by a text, as `@for` does.
    pub fn with(&self, name: &str, value: &[u8]) -> Pattern {
        self.settle(&|hole| (hole == name).then_some(value))
    }

    /// The same with the known names filled in.
    pub fn settle(&self, known: Known<'_, '_>) -> Pattern {
        let filled = self.parts.iter().map(|part| match part {
            Part::Hole(Hole { name: Some(name), .. }) => {
                known(name).map_or_else(|| part.clone(), |value| Part::Literal(value.to_vec()))
            }
            Part::Hole(_) | Part::Literal(_) => part.clone(),
        });
        Pattern::from_parts(filled.collect())
    }

    /// The text for a message: bound names filled in, the others as written. Made [`visible`].
    pub fn show(&self, bindings: &Bindings) -> String {
        self.show_with(&|name| bindings.get(name).map(Vec::as_slice))
    }

    pub fn show_with(&self, known: Known<'_, '_>) -> String {
        let mut out = Vec::new();
        for part in &self.parts {
            out.extend_from_slice(match part {
                Part::Literal(text) => text,
                Part::Hole(hole) => hole.name.as_deref().and_then(known).unwrap_or(hole.written.as_bytes()),
            });
        }
        visible(&out)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.source)
    }
}

/// As an author writes it.
fn written(part: &Part) -> String {
    match part {
        Part::Literal(text) => String::from_utf8_lossy(text).replace('{', "{{").replace('}', "}}"),
        Part::Hole(hole) => hole.written.clone(),
    }
}

#[cfg(test)]
mod tests;
