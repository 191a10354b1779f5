//! Where the rules leave what they would change, and what they may know of the place.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use proc_macro2::Span;
use syn::spanned::Spanned;

use crate::mutant::{Diff, Mutant, MutantKind};
use crate::shape::Shape;

/// The longest piece of code that is quoted whole, in characters.
const QUOTED: usize = 48;

/// A piece shorter than this does not speak for itself, in bytes: its line is quoted too.
const SPEAKS: usize = 16;

/// A change of one stretch of bytes.
struct Edit {
    kind: MutantKind,
    function: String,
    bytes: Range<usize>,
    with: String,
    what: String,
}

/// The source under the rules' hands.
pub struct Site<'a> {
    source: &'a str,
    edits: Vec<Edit>,
    /// The names of the modules, types and functions around, from the outside in.
    pub scope: Vec<String>,
    /// What the function around returns; None in a closure, whose type is not written down.
    pub returned: Option<Shape>,
    /// The fields that are condition variables, by structure.
    pub condvars: Vec<Vec<String>>,
    /// Where a call begins that a rule has already left out with all of its statement.
    pub gone: HashSet<usize>,
}

impl<'a> Site<'a> {
    pub fn new(source: &'a str, scope: Vec<String>) -> Site<'a> {
        Site { source, edits: Vec::new(), scope, returned: None, condvars: Vec::new(), gone: HashSet::new() }
    }

    /// The bytes of a piece of the source.
    pub fn bytes(&self, node: &impl Spanned) -> Range<usize> {
        node.span().byte_range()
    }

    pub fn text(&self, node: &impl Spanned) -> &'a str {
        self.text_of(self.bytes(node))
    }

    pub fn text_of(&self, bytes: Range<usize>) -> &'a str {
        &self.source[bytes]
    }

    /// The text between two pieces.
    pub fn between(&self, left: &impl Spanned, right: &impl Spanned) -> &'a str {
        &self.source[self.bytes(left).end..self.bytes(right).start]
    }

    /// Leaves out a piece.
    pub fn delete(&mut self, kind: MutantKind, node: &impl Spanned) {
        let what = format!("`{}` deleted", short(self.text(node)));
        self.change(kind, self.bytes(node), String::new(), what);
    }

    /// Writes something else in the place of a piece.
    pub fn replace(&mut self, kind: MutantKind, node: &impl Spanned, with: impl Into<String>) {
        let with = with.into();
        let old = self.text(node);
        let mut what = format!("`{}` became `{}`", short(old), short(&with));
        if old.len() < SPEAKS {
            what += &format!(" in `{}`", short(&lines(self.source, &self.bytes(node))));
        }
        self.change(kind, self.bytes(node), with, what);
    }

    /// Writes something in the place of a piece which says less than a sentence of ours.
    pub fn replace_saying(
        &mut self,
        kind: MutantKind,
        node: &impl Spanned,
        with: impl Into<String>,
        what: impl Into<String>,
    ) {
        self.change(kind, self.bytes(node), with.into(), what.into());
    }

    /// Writes something before a token.
    pub fn insert_before(&mut self, kind: MutantKind, token: Span, text: &str, what: impl Into<String>) {
        let place = token.byte_range().start;
        self.change(kind, place..place, text.to_owned(), what.into());
    }

    pub fn change(&mut self, kind: MutantKind, bytes: Range<usize>, with: String, what: String) {
        let function = self.scope.join("::");
        self.edits.push(Edit { kind, function, bytes, with, what });
    }

    /// The mutants, in the order of the source. Two with the same text are one.
    pub fn mutants(mut self) -> Vec<Mutant> {
        self.edits.sort_by_key(|edit| (edit.bytes.start, edit.kind, edit.bytes.end));
        let mut seen = HashSet::from([self.source.to_owned()]);
        let mut counts: HashMap<(MutantKind, String), usize> = HashMap::new();
        let mut mutants = Vec::new();
        for edit in self.edits {
            let mutated = [&self.source[..edit.bytes.start], &edit.with, &self.source[edit.bytes.end..]].concat();
            if !seen.insert(mutated.clone()) {
                continue;
            }
            let count = counts.entry((edit.kind, edit.function.clone())).or_default();
            *count += 1;
            mutants.push(Mutant {
                id: format!("{}/{}/{count}", edit.kind.name(), edit.function),
                line: 1 + self.source[..edit.bytes.start].matches('\n').count() as u32,
                kind: edit.kind,
                what: edit.what,
                diff: diff(self.source, &mutated, &edit.bytes, edit.with.len()),
                source: mutated,
            });
        }
        mutants
    }
}

fn diff(before: &str, after: &str, bytes: &Range<usize>, length: usize) -> Diff {
    Diff { before: lines(before, bytes), after: lines(after, &(bytes.start..bytes.start + length)) }
}

/// All of the lines that these bytes touch.
fn lines(source: &str, bytes: &Range<usize>) -> String {
    let start = source[..bytes.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = source[bytes.end..].find('\n').map_or(source.len(), |newline| bytes.end + newline);
    source[start..end].to_owned()
}

/// Code on one line, cut if it is long.
pub fn short(code: &str) -> String {
    let line = code.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= QUOTED {
        return line;
    }
    line.chars().take(QUOTED - 3).chain("...".chars()).collect()
}
