//! Which lines, and which remaining parts of streams, read the same up to names of their own.
//!
//! An own name is written as the distance to its next occurrence, which is the same for `a {x} {x}` and `a {y} {y}`.

use std::collections::HashMap;

use super::class::{Class, NameId};
use case::pattern::{HoleKind, Part};

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Piece {
    Text(Vec<u8>),
    Hole(HoleKind, Who),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Who {
    Unnamed,
    Shared(NameId),
    /// Holes from here to the next of this name, if one follows.
    Own(Option<usize>),
}

/// A line, and the shape of what follows it.
type Key = (Vec<Piece>, bool, u32);

#[derive(Debug, Default)]
pub(super) struct Shapes {
    ids: HashMap<Key, u32>,
    last: u32,
}

/// What follows the last line.
const NOTHING: u32 = 0;

impl Shapes {
    pub fn of_line(&mut self, class: &Class, id: impl Fn(&str) -> NameId, own: impl Fn(NameId) -> bool) -> u32 {
        let pieces = Backwards::default().pieces(class, &id, &own);
        self.intern((pieces, class.newline, NOTHING))
    }

    /// For each place in a stream the shape of what remains.
    pub fn of_suffixes(
        &mut self,
        lines: &[&Class],
        id: impl Fn(&str) -> NameId,
        own: impl Fn(NameId) -> bool,
    ) -> Vec<u32> {
        let mut backwards = Backwards::default();
        let mut shapes = vec![NOTHING; lines.len() + 1];
        for (place, class) in lines.iter().enumerate().rev() {
            let pieces = backwards.pieces(class, &id, &own);
            shapes[place] = self.intern((pieces, class.newline, shapes[place + 1]));
        }
        // Where an own name is bound and still asked for, what remains reads like nothing else.
        for place in places_amid_names(lines, &own) {
            self.last += 1;
            shapes[place] = self.last;
        }
        shapes
    }

    fn intern(&mut self, key: Key) -> u32 {
        *self.ids.entry(key).or_insert_with(|| {
            self.last += 1;
            self.last
        })
    }
}

/// The places between the first and the last occurrence of an own name, in order.
fn places_amid_names(lines: &[&Class], own: &impl Fn(NameId) -> bool) -> Vec<usize> {
    let mut first = HashMap::new();
    let mut amid = vec![false; lines.len()];
    for (place, class) in lines.iter().enumerate() {
        for name in class.names.iter().filter(|name| own(**name)) {
            let first = *first.entry(*name).or_insert(place);
            amid[first + 1..=place.max(first)].fill(true);
        }
    }
    (0..lines.len()).filter(|place| amid[*place]).collect()
}

/// Reads lines from the last to the first.
#[derive(Default)]
struct Backwards {
    holes: usize,
    /// For each own name how many holes had been read at its latest occurrence.
    seen: HashMap<NameId, usize>,
}

impl Backwards {
    fn pieces(&mut self, class: &Class, id: &impl Fn(&str) -> NameId, own: &impl Fn(NameId) -> bool) -> Vec<Piece> {
        let piece = |part: &Part| match part {
            Part::Literal(text) => Piece::Text(text.clone()),
            Part::Hole(hole) => {
                self.holes += 1;
                let who = match hole.name.as_deref().map(id) {
                    None => Who::Unnamed,
                    Some(name) if own(name) => {
                        Who::Own(self.seen.insert(name, self.holes).map(|seen| self.holes - seen))
                    }
                    Some(name) => Who::Shared(name),
                };
                Piece::Hole(hole.kind.clone(), who)
            }
        };
        class.pattern.parts().iter().rev().map(piece).collect()
    }
}
