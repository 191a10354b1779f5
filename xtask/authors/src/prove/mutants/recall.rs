//! What became of the mutants of an unchanged solution, under unchanged cases, is remembered.

use std::path::Path;

use super::maker::Maker;
use super::mutant::Mutant;
use xtask::cache::{self, Key, Keys};
use xtask::course::Exercise;

/// The keys of all solutions, made at once.
pub struct Recall<'a> {
    root: &'a Path,
    /// By the exercise's id; None where something cannot be read.
    keys: Vec<(String, Option<Key>)>,
}

impl<'a> Recall<'a> {
    pub fn new<'e>(root: &'a Path, exercises: impl Iterator<Item = &'e Exercise>) -> Recall<'a> {
        let (keys, makers) = (Keys::new(root), Maker::sources());
        let key = |exercise: &Exercise| keys.as_ref().and_then(|keys| keys.of_mutants(exercise, &makers));
        Recall { root, keys: exercises.map(|exercise| (exercise.id(), key(exercise))).collect() }
    }

    /// All of them, if nothing has changed since.
    pub fn load(&self, exercise: &Exercise) -> Option<Vec<Mutant>> {
        cache::load(self.root, &name(exercise), self.key(exercise)?)
    }

    /// Remembers them; all have been tried.
    pub fn keep(&self, exercise: &Exercise, mutants: &[Mutant]) {
        if let Some(key) = self.key(exercise) {
            cache::store(self.root, &name(exercise), key, &mutants.to_vec());
        }
    }

    fn key(&self, exercise: &Exercise) -> Option<&Key> {
        self.keys.iter().find(|(id, _)| *id == exercise.id())?.1.as_ref()
    }
}

fn name(exercise: &Exercise) -> String {
    format!("mutants {}", exercise.id())
}
