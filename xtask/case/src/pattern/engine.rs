//! Holes against bytes, in time linear in the line for every kind but regular expressions.
//!
//! Going from right to left, each atom turns "the positions from which the rest of the line can match" into the same
//! for itself and the rest. Going from left to right, each hole then takes the longest text that leaves the rest
//! possible. Nothing is tried twice, so no line can make this slow.

use std::collections::HashSet;
use std::ops::Range;

use super::kind::{HoleKind, is_blank};

/// A part of a pattern, once the bound names are known.
#[derive(Debug, Clone, Copy)]
pub(super) enum Atom<'a> {
    Text(&'a [u8]),
    Hole {
        kind: &'a HoleKind,
        name: Option<&'a str>,
    },
    /// The same text as the atom of this index, a hole of the same name.
    Again(usize),
}

impl<'a> Atom<'a> {
    /// The hole of a name that is not bound: the first binds it, a later one must be the same.
    pub(super) fn named(before: &[Atom<'a>], name: &'a str, kind: &'a HoleKind) -> Atom<'a> {
        let first =
            before.iter().position(|atom| matches!(atom, Atom::Hole { name: Some(other), .. } if *other == name));
        first.map_or(Atom::Hole { kind, name: Some(name) }, Atom::Again)
    }

    /// The same where the first atoms, which are texts, are left out.
    fn counted_from(self, first: usize) -> Atom<'a> {
        match self {
            Atom::Again(index) => Atom::Again(index - first),
            Atom::Text(_) | Atom::Hole { .. } => self,
        }
    }
}

/// What each atom takes of the line, if together they match all of it.
pub(super) fn run(atoms: &[Atom], line: &[u8]) -> Option<Vec<Range<usize>>> {
    let (first, last) = trim(atoms, line)?;
    let mut taken = vec![0..0; atoms.len()];
    let middle = &atoms[first.atom..last.atom];
    let text = &line[first.at..last.at];
    match middle {
        [] => return text.is_empty().then_some(taken),
        [Atom::Hole { kind, .. }] if kind.longest() >= text.len() => {
            taken[first.atom] = first.at..last.at;
            return kind.fits(text).then_some(taken);
        }
        _ => {}
    }
    let middle: Vec<Atom> = middle.iter().map(|atom| atom.counted_from(first.atom)).collect();
    let mut search = Search::new(&middle, text);
    if !search.can[0][0] || !search.go(0, 0) {
        return None;
    }
    for (index, range) in search.taken.into_iter().enumerate() {
        taken[first.atom + index] = first.at + range.start..first.at + range.end;
    }
    Some(taken)
}

struct Position {
    atom: usize,
    at: usize,
}

/// Compares the texts at both ends, which decides most lines. What is left begins and ends with a hole, or is empty.
fn trim(atoms: &[Atom], line: &[u8]) -> Option<(Position, Position)> {
    let mut first = Position { atom: 0, at: 0 };
    let mut last = Position { atom: atoms.len(), at: line.len() };
    while let Some(Atom::Text(text)) = atoms.get(first.atom) {
        line[first.at..].starts_with(text).then_some(())?;
        first.at += text.len();
        first.atom += 1;
    }
    while last.atom > first.atom
        && let Atom::Text(text) = &atoms[last.atom - 1]
    {
        line[first.at..last.at].ends_with(text).then_some(())?;
        last.at -= text.len();
        last.atom -= 1;
    }
    Some((first, last))
}

struct Search<'a> {
    atoms: &'a [Atom<'a>],
    line: &'a [u8],
    /// For each atom and position: can the line from there on be the atoms from this one on? (`Again` taken for anything.)
    can: Vec<Vec<bool>>,
    taken: Vec<Range<usize>>,
    /// With a name twice in a line: where the search came to nothing, given what those names took.
    dead: HashSet<(usize, usize, Vec<Range<usize>>)>,
    repeated: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(atoms: &'a [Atom<'a>], line: &'a [u8]) -> Search<'a> {
        let mut at_end = vec![false; line.len() + 1];
        at_end[line.len()] = true;
        let mut can = vec![at_end];
        for (index, atom) in atoms.iter().enumerate().rev() {
            let before = if index == 0 { Before::Start } else { Before::Atom(&atoms[index - 1]) };
            let mut starts = starts(atom, line, &can[can.len() - 1], before);
            keep_boundaries(line, &mut starts);
            can.push(starts);
        }
        can.reverse();
        let offset = |index: &usize| atoms.iter().any(|atom| matches!(atom, Atom::Again(first) if first == index));
        let repeated = (0..atoms.len()).filter(offset).collect();
        Search { atoms, line, can, taken: Vec::with_capacity(atoms.len()), dead: HashSet::new(), repeated }
    }

    /// The atoms from `index` on take the line from `at` on, each as much as it can.
    fn go(&mut self, index: usize, at: usize) -> bool {
        let (Some(atom), line) = (self.atoms.get(index), self.line) else { return true };
        match atom {
            Atom::Text(text) => self.take(index, at, at + text.len()),
            Atom::Again(first) => {
                let same = line[self.taken[*first].clone()].to_vec();
                line[at..].starts_with(&same)
                    && self.can[index + 1][at + same.len()]
                    && self.take(index, at, at + same.len())
            }
            Atom::Hole { kind, .. } => {
                let key = self.key(index, at);
                if key.as_ref().is_some_and(|key| self.dead.contains(key)) {
                    return false;
                }
                let longest = line.len().min(at.saturating_add(kind.longest()));
                for end in (at..=longest).rev() {
                    if self.can[index + 1][end] && kind.fits(&line[at..end]) && self.take(index, at, end) {
                        return true;
                    }
                }
                self.dead.extend(key);
                false
            }
        }
    }

    fn take(&mut self, index: usize, at: usize, end: usize) -> bool {
        self.taken.push(at..end);
        let found = self.go(index + 1, end);
        if !found {
            self.taken.truncate(index);
        }
        found
    }

    /// None if no name stands twice: then the first try succeeds.
    fn key(&self, index: usize, at: usize) -> Option<(usize, usize, Vec<Range<usize>>)> {
        let bound = self.repeated.iter().filter_map(|first| self.taken.get(*first).cloned());
        (!self.repeated.is_empty()).then(|| (index, at, bound.collect()))
    }
}

/// What stands before an atom, which limits where it can start.
enum Before<'a> {
    Start,
    Atom(&'a Atom<'a>),
}

/// From which positions the atom can take something and end where `next` holds.
fn starts(atom: &Atom, line: &[u8], next: &[bool], before: Before) -> Vec<bool> {
    let kind = match atom {
        Atom::Text(text) => {
            return (0..=line.len()).map(|at| line[at..].starts_with(text) && next[at + text.len()]).collect();
        }
        Atom::Again(_) => &HoleKind::Rest,
        Atom::Hole { kind, .. } => kind,
    };
    match kind {
        HoleKind::Rest => either(&runs(line, next, |_| true), next),
        HoleKind::Word => runs(line, next, |byte| !is_blank(byte)),
        HoleKind::Path => {
            let words = runs(line, next, |byte| !is_blank(byte));
            (0..words.len()).map(|at| words[at] && matches!(line.get(at), Some(b'/' | b'.'))).collect()
        }
        HoleKind::Int => integers(line, next),
        HoleKind::Float => floats(line, next),
        HoleKind::Port | HoleKind::Pid | HoleKind::Range(..) | HoleKind::OneOf(_) | HoleKind::Regex(_) => {
            let fits = |at: usize| {
                let longest = line.len().min(at + kind.longest());
                could_start(line, at, &before) && (at..=longest).any(|end| next[end] && kind.fits(&line[at..end]))
            };
            (0..=line.len()).map(fits).collect()
        }
    }
}

fn could_start(line: &[u8], at: usize, before: &Before) -> bool {
    match before {
        Before::Start => at == 0,
        Before::Atom(Atom::Text(text)) => line[..at].ends_with(text),
        Before::Atom(Atom::Hole { .. } | Atom::Again(_)) => true,
    }
}

/// One byte or more of these, up to where `next` holds.
fn runs(line: &[u8], next: &[bool], member: fn(u8) -> bool) -> Vec<bool> {
    let mut out = vec![false; next.len()];
    for at in (0..line.len()).rev() {
        out[at] = member(line[at]) && (next[at + 1] || out[at + 1]);
    }
    out
}

fn digits(line: &[u8], next: &[bool]) -> Vec<bool> {
    runs(line, next, |byte| byte.is_ascii_digit())
}

fn integers(line: &[u8], next: &[bool]) -> Vec<bool> {
    let digits = digits(line, next);
    either(&after(line, &digits, b"-"), &digits)
}

/// From right to left: the exponent, the fraction, the whole part.
fn floats(line: &[u8], next: &[bool]) -> Vec<bool> {
    let power = digits(line, next);
    let exponent = after(line, &either(&power, &after(line, &power, b"+-")), b"eE");
    let tail = either(&exponent, next);
    let fraction = after(line, &digits(line, &tail), b".");
    integers(line, &either(&fraction, &tail))
}

/// One of these bytes, then `next`.
fn after(line: &[u8], next: &[bool], bytes: &[u8]) -> Vec<bool> {
    (0..next.len()).map(|at| line.get(at).is_some_and(|byte| bytes.contains(byte)) && next[at + 1]).collect()
}

fn either(a: &[bool], b: &[bool]) -> Vec<bool> {
    a.iter().zip(b).map(|(a, b)| *a || *b).collect()
}

/// No hole ends inside a character, if the line is text.
fn keep_boundaries(line: &[u8], can: &mut [bool]) {
    if let Ok(text) = std::str::from_utf8(line) {
        for (at, can) in can.iter_mut().enumerate() {
            *can &= text.is_char_boundary(at);
        }
    }
}
