//! What earlier checks have found.

use std::path::Path;

use super::{Memory, Subject};
use crate::cache::{self, Key, Keys};
use crate::report::{ExerciseReport, Kind};

/// The keys of all subjects, made once before anything is built: what changes meanwhile is not kept under a wrong key.
pub struct Recall<'a> {
    root: &'a Path,
    memory: Memory,
    /// None where something cannot be read.
    keys: Vec<Option<Key>>,
}

impl<'a> Recall<'a> {
    pub fn new(root: &'a Path, subjects: &[Subject<'_>], memory: Memory) -> Recall<'a> {
        let keys = match memory {
            Memory::Off => None,
            Memory::Use | Memory::Renew => Keys::new(root),
        };
        let key = |subject: &Subject<'_>| keys.as_ref().and_then(|keys| key(keys, subject));
        Recall { root, memory, keys: subjects.iter().map(key).collect() }
    }

    /// The report of a subject that has not changed since.
    pub fn report(&self, index: usize, subject: &Subject<'_>) -> Option<ExerciseReport> {
        if self.memory != Memory::Use {
            return None;
        }
        let mut report: ExerciseReport = cache::load(self.root, &id(subject), self.keys[index].as_ref()?)?;
        report.cached = true;
        Some(report)
    }

    /// Keeps a new report, unless it may come out otherwise next time.
    pub fn keep(&self, index: usize, subject: &Subject<'_>, report: &ExerciseReport) {
        if report.is_lasting()
            && let Some(key) = &self.keys[index]
        {
            cache::store(self.root, &id(subject), key, report);
        }
    }
}

/// What is known of a subject without running anything: the report of an unchanged one.
pub fn known(root: &Path, keys: &Keys, subject: &Subject<'_>) -> Option<ExerciseReport> {
    cache::load(root, &id(subject), &key(keys, subject)?)
}

fn key(keys: &Keys, subject: &Subject<'_>) -> Option<Key> {
    match (subject.kind, subject.exercise) {
        (Kind::Exercise, Some(exercise)) => keys.of_exercise(exercise),
        (Kind::Solution, Some(exercise)) => keys.of_solution(exercise),
        (Kind::Demo | Kind::Lesson | Kind::Exercise | Kind::Solution, _) => {
            keys.of_lesson(subject.id.split('/').next().unwrap_or_default())
        }
    }
}

fn id(subject: &Subject<'_>) -> String {
    format!("{} {}", subject.kind.name(), subject.id)
}
