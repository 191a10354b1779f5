//! Where a student stands with an exercise, told without running anything.

use std::path::Path;

use crate::cache::Keys;
use crate::check::{self, Subject};
use crate::course::Exercise;
use crate::report::text::State;

/// Looks exercises up in what earlier checks have found.
pub struct Standings {
    /// None where the keys cannot be made: then nothing is known to be solved.
    keys: Option<Keys>,
}

impl Standings {
    pub fn new(root: &Path) -> Standings {
        Standings { keys: Keys::new(root) }
    }

    /// `Begun` if the last check did not pass, or something has changed since.
    pub fn of(&self, root: &Path, exercise: &Exercise) -> State {
        if exercise.is_untouched() {
            return State::Todo;
        }
        let subject = Subject::of_exercise(exercise);
        let known = self.keys.as_ref().and_then(|keys| check::known(root, keys, &subject));
        if known.is_some_and(|report| report.verdict.is_pass()) { State::Solved } else { State::Begun }
    }
}
