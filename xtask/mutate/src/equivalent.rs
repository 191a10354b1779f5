//! Mutants that no check can kill, since they do the same: an exercise lists them, with the reason.
//!
//! ```toml
//! [[equivalent]]
//! why = "the child ends a few lines below, and closes it then"
//! mutants = ["no-drop/Adder::start/1: `drop(answer);` deleted"]
//! ```
//!
//! A mutant is listed as it is told, id and sentence. The number in an id counts within a function: when something of that kind is
//! written in above, the same id means another mutant, and an old reason must not excuse it. One reason often holds for several.

use std::collections::{HashMap, HashSet};

use crate::Mutant;

/// An entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equivalent {
    /// Each as [`Mutant::told`].
    pub mutants: Vec<String>,
    pub why: String,
}

/// Why something listed is no longer good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stale<'a> {
    /// There is no mutant of this id.
    Gone(&'a str),
    /// The mutant of this id is another one now, which is told so.
    Changed { listed: &'a str, now: String },
    /// It is listed before already.
    Twice(&'a str),
}

/// What is listed and excuses nothing, in the order of the list.
pub fn stale<'a>(equivalents: &'a [Equivalent], mutants: &[Mutant]) -> Vec<Stale<'a>> {
    let by_id: HashMap<&str, &Mutant> = mutants.iter().map(|mutant| (&*mutant.id, mutant)).collect();
    let mut seen = HashSet::new();
    let listed = equivalents.iter().flat_map(|entry| &entry.mutants).map(String::as_str);
    let judged = listed.filter_map(|listed| {
        let id = listed.split_once(": ").map_or(listed, |(id, _)| id);
        match by_id.get(id) {
            None => Some(Stale::Gone(listed)),
            Some(mutant) if mutant.told() != listed => Some(Stale::Changed { listed, now: mutant.told() }),
            Some(_) => (!seen.insert(listed)).then_some(Stale::Twice(listed)),
        }
    });
    judged.collect()
}
