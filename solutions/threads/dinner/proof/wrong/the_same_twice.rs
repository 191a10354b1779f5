//! verdict: deadlock
//! Believes that two pieces are always two.

use std::iter;
use std::sync::{Mutex, MutexGuard};

/// Forks, knives and spoons, by their numbers, each for one hand at a time.
pub struct Table {
    pieces: Vec<Mutex<()>>,
}

impl Table {
    /// A table with so many pieces, 0 to `pieces - 1`. All of them lie there.
    pub fn new(pieces: usize) -> Table {
        Table { pieces: iter::repeat_with(Mutex::default).take(pieces).collect() }
    }

    /// Takes these two pieces, as soon as it can have both; eats; puts them back. If both are the same, takes that one.
    pub fn eat_with(&self, one: usize, other: usize, eat: impl FnOnce()) {
        // Everybody takes the lower one first. So whoever waits for a piece has only lower ones in hand, and of all who
        // hold something the one with the highest piece waits for nobody.
        let _first = self.take(one.min(other));
        let _second = self.take(one.max(other));
        eat();
    }

    fn take(&self, piece: usize) -> MutexGuard<'_, ()> {
        self.pieces[piece].lock().expect("nobody fails at the table")
    }
}
