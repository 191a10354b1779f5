//! verdict: busy-wait
//! Believes that who puts the first piece back at once can ask for it again at once.

use std::iter;
use std::sync::{Mutex, MutexGuard};
use std::thread;

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
        let (_first, _second) = loop {
            let first = self.take(one);
            if one == other {
                break (first, None);
            }
            if let Ok(second) = self.pieces[other].try_lock() {
                break (first, Some(second));
            }
            drop(first);
            thread::yield_now();
        };
        eat();
    }

    fn take(&self, piece: usize) -> MutexGuard<'_, ()> {
        self.pieces[piece].lock().expect("nobody fails at the table")
    }
}
