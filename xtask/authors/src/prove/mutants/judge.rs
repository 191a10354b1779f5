//! What became of the mutants, against what the exercise lists. Pure.

use std::collections::{HashMap, HashSet};
use std::ops::AddAssign;

use super::mutant::{Fate, Mutant};
use xtask::course::Equivalent;

/// The mutants of a solution, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All; those that do not compile among them.
    pub made: usize,
    pub killed: usize,
    /// Listed with a reason, and alive.
    pub equivalent: usize,
    pub uncompiled: usize,
    /// Left out of a sample.
    pub untried: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.made += other.made;
        self.killed += other.killed;
        self.equivalent += other.equivalent;
        self.uncompiled += other.uncompiled;
        self.untried += other.untried;
    }
}

/// The count, and what does not hold, each in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub tally: Tally,
    pub holes: Vec<String>,
}

/// Every mutant is killed or listed, and what is listed is a mutant that lives. `cases` is how many there are.
pub fn judge(equivalents: &[Equivalent], mutants: &[Mutant], cases: usize) -> Judged {
    let listed: HashSet<&str> = listed(equivalents).collect();
    let mut judged = Judged { tally: Tally { made: mutants.len(), ..Tally::default() }, holes: Vec::new() };
    for mutant in mutants {
        let (tally, told) = (&mut judged.tally, &mutant.told);
        let is_listed = listed.contains(told.as_str());
        match &mutant.fate {
            Fate::Untried => tally.untried += 1,
            Fate::Uncompiled => tally.uncompiled += 1,
            Fate::Killed { .. } => tally.killed += 1,
            Fate::Survived if is_listed => tally.equivalent += 1,
            Fate::Survived => {
                let all = if cases == 1 { "the only case".to_owned() } else { format!("all {cases} cases") };
                judged.holes.push(format!("{}: {told}: survives {all}", mutant.place));
            }
            Fate::Prevented { fault } => judged.holes.push(format!("{}: {told}: {fault}", mutant.place)),
        }
        match &mutant.fate {
            Fate::Killed { case, .. } if is_listed => {
                judged.holes.push(format!("listed as equivalent, but case {case} kills it: {told}"));
            }
            Fate::Uncompiled if is_listed => {
                judged.holes.push(format!("listed as equivalent, but it does not compile: {told}"));
            }
            Fate::Killed { .. } | Fate::Uncompiled | Fate::Untried | Fate::Survived | Fate::Prevented { .. } => {}
        }
    }
    judged.holes.extend(stale(equivalents, mutants));
    judged
}

/// What is listed and excuses nothing: there is no such mutant, its id means another one now, it is listed before already.
fn stale(equivalents: &[Equivalent], mutants: &[Mutant]) -> Vec<String> {
    let by_id: HashMap<&str, &str> = mutants.iter().map(|mutant| (id(&mutant.told), mutant.told.as_str())).collect();
    let mut seen = HashSet::new();
    let judged = listed(equivalents).filter_map(|listed| match by_id.get(id(listed)) {
        None => Some(format!("listed as equivalent, but there is no such mutant: {listed}")),
        Some(now) if *now != listed => Some(format!("listed as equivalent: {listed}; this id now means {now}")),
        Some(_) => (!seen.insert(listed)).then(|| format!("listed as equivalent twice: {listed}")),
    });
    judged.collect()
}

fn listed(equivalents: &[Equivalent]) -> impl Iterator<Item = &str> {
    equivalents.iter().flat_map(|entry| &entry.mutants).map(String::as_str)
}

/// `no-drop/Adder::start/1: ..` -> `no-drop/Adder::start/1`. The name of a function has no `: `.
fn id(told: &str) -> &str {
    told.split_once(": ").map_or(told, |(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutant(told: &str, fate: Fate) -> Mutant {
        Mutant { number: 1, place: "main.rs:7".to_owned(), told: told.to_owned(), fate }
    }

    fn killed() -> Fate {
        Fate::Killed { case: "readme".to_owned(), by: "wrong-output".to_owned() }
    }

    fn entry(mutants: &[&str]) -> Equivalent {
        Equivalent { why: "it is so".to_owned(), mutants: mutants.iter().map(|told| (*told).to_owned()).collect() }
    }

    #[test]
    fn who_lives_and_is_not_listed_is_a_hole() {
        let mutants = [
            mutant("no-drop/f/1: `drop(a);` deleted", Fate::Survived),
            mutant("no-drop/f/2: `drop(b);` deleted", Fate::Survived),
            mutant("value/f/1: returns 1", killed()),
            mutant("value/f/2: returns 2", Fate::Uncompiled),
            mutant("value/f/3: returns 3", Fate::Untried),
            mutant("value/f/4: returns 4", Fate::Prevented { fault: "no folder".to_owned() }),
        ];
        let judged = judge(&[entry(&["no-drop/f/2: `drop(b);` deleted"])], &mutants, 5);
        assert_eq!(judged.tally, Tally { made: 6, killed: 1, equivalent: 1, uncompiled: 1, untried: 1 });
        assert_eq!(
            judged.holes,
            [
                "main.rs:7: no-drop/f/1: `drop(a);` deleted: survives all 5 cases",
                "main.rs:7: value/f/4: returns 4: no folder"
            ]
        );
    }

    #[test]
    fn an_entry_that_excuses_nothing_is_a_hole() {
        let mutants = [
            mutant("no-drop/f/1: `drop(a);` deleted", Fate::Survived),
            mutant("no-drop/f/2: `drop(b);` deleted", Fate::Survived),
            mutant("value/f/1: returns 1", killed()),
            mutant("value/f/2: returns 2", Fate::Uncompiled),
        ];
        let listed = [
            entry(&["no-drop/f/1: `drop(a);` deleted", "no-drop/f/2: `drop(a);` deleted", "no-drop/g/1"]),
            entry(&["no-drop/f/1: `drop(a);` deleted", "value/f/1: returns 1", "value/f/2: returns 2"]),
        ];
        assert_eq!(
            judge(&listed, &mutants, 5).holes,
            [
                "main.rs:7: no-drop/f/2: `drop(b);` deleted: survives all 5 cases",
                "listed as equivalent, but case readme kills it: value/f/1: returns 1",
                "listed as equivalent, but it does not compile: value/f/2: returns 2",
                "listed as equivalent: no-drop/f/2: `drop(a);` deleted; this id now means no-drop/f/2: `drop(b);` deleted",
                "listed as equivalent, but there is no such mutant: no-drop/g/1",
                "listed as equivalent twice: no-drop/f/1: `drop(a);` deleted",
            ]
        );
    }
}
