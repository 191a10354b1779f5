//! Where each item of the course is told.
//!
//! ```text
//! places   crates/<topic>/items.tsv: the places that an item names
//! errata   the lessons' pages: which of the documents' mistakes are told
//! ```
//!
//! An exercise says by itself what it covers, in its `exercise.toml`.

mod errata;
mod places;

use std::collections::BTreeMap;
use std::fmt;

use xtask::course::items::{Item, Items, items};
use xtask::course::{Course, Topics};
use xtask::fault::Fault;

/// Where an item is told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaughtIn {
    /// `threads/join_wait`
    Demo(String),
    /// A section of a lesson's page.
    Section { topic: String, heading: String },
    /// `threads/dinner`
    Exercise(String),
    /// An exercise that is not written yet.
    Later(String),
}

impl fmt::Display for TaughtIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TaughtIn::Demo(id) => write!(f, "demo {id}"),
            TaughtIn::Section { topic, heading } => write!(f, "{topic}, {heading}"),
            TaughtIn::Exercise(id) => write!(f, "exercise {id}"),
            TaughtIn::Later(id) => write!(f, "later {id}"),
        }
    }
}

/// All items with their places, in the order of the documents.
pub struct Coverage {
    pub items: Vec<(Item, Vec<TaughtIn>)>,
    /// An item without a place, a place that is not there, a mistake that is not told.
    pub faults: Vec<Fault>,
}

/// How many there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub told: usize,
    /// They wait for an exercise, and nothing else tells them.
    pub waiting: usize,
    pub missing: usize,
}

impl Coverage {
    /// Joins the list of the items with the places that name them.
    ///
    /// # Errors
    /// A fault if the list cannot be read.
    pub fn of(course: &Course) -> Result<Coverage, Fault> {
        let items = items(&course.root, &Topics::of(&course.root)?)?;
        let mut faults = Vec::new();
        let mut told = of_exercises(course);
        for (id, place) in places::read(course, &items, &mut faults) {
            told.entry(id).or_default().push(place);
        }
        faults.extend(errata::untold(course));
        Ok(joined(&items, told, faults))
    }

    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for (_, places) in &self.items {
            match places.iter().all(|place| matches!(place, TaughtIn::Later(_))) {
                _ if places.is_empty() => tally.missing += 1,
                true => tally.waiting += 1,
                false => tally.told += 1,
            }
        }
        tally
    }
}

fn of_exercises(course: &Course) -> BTreeMap<String, Vec<TaughtIn>> {
    let mut told = BTreeMap::<String, Vec<TaughtIn>>::new();
    for exercise in course.topics.iter().flat_map(|topic| &topic.exercises) {
        for id in &exercise.covers {
            told.entry(id.clone()).or_default().push(TaughtIn::Exercise(exercise.id()));
        }
    }
    told
}

fn joined(items: &Items, mut told: BTreeMap<String, Vec<TaughtIn>>, mut faults: Vec<Fault>) -> Coverage {
    let with_places = |item: &Item| {
        let mut places = told.remove(&item.id).unwrap_or_default();
        places.sort();
        places.dedup();
        if places.is_empty() {
            let fault = Fault::course(format!("{} is told nowhere: {}", item.id, item.what));
            faults.push(fault.at(places::path(&item.topic)));
        }
        (item.clone(), places)
    };
    let items = items.iter().map(with_places).collect();
    Coverage { items, faults }
}
