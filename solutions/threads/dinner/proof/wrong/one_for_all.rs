//! verdict: deadlock
//! Believes that one lock around all of it is the safe way.

use std::sync::Mutex;

/// Forks, knives and spoons, by their numbers, each for one hand at a time.
pub struct Table {
    all: Mutex<usize>,
}

impl Table {
    /// A table with so many pieces, 0 to `pieces - 1`. All of them lie there.
    pub fn new(pieces: usize) -> Table {
        Table { all: Mutex::new(pieces) }
    }

    /// Takes these two pieces, as soon as it can have both; eats; puts them back. If both are the same, takes that one.
    pub fn eat_with(&self, one: usize, other: usize, eat: impl FnOnce()) {
        let all = self.all.lock().expect("nobody fails at the table");
        assert!(one < *all && other < *all, "they lie on this table");
        eat();
    }
}
