//! verdict: deadlock
//! Believes that the order is turned round only where the ring is closed.

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
        let is_last = one + 1 == self.pieces.len();
        let (first, second) = if is_last { (other, one) } else { (one, other) };
        let _first = self.take(first);
        let _second = (first != second).then(|| self.take(second));
        eat();
    }

    fn take(&self, piece: usize) -> MutexGuard<'_, ()> {
        self.pieces[piece].lock().expect("nobody fails at the table")
    }
}
