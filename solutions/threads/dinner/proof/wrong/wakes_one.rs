//! verdict: deadlock
//! Believes that one meal which is over makes room for one diner.

use std::sync::{Condvar, Mutex};

/// Forks, knives and spoons, by their numbers, each for one hand at a time.
pub struct Table {
    lies_there: Mutex<Vec<bool>>,
    put_back: Condvar,
}

impl Table {
    /// A table with so many pieces, 0 to `pieces - 1`. All of them lie there.
    pub fn new(pieces: usize) -> Table {
        Table { lies_there: Mutex::new(vec![true; pieces]), put_back: Condvar::new() }
    }

    /// Takes these two pieces, as soon as it can have both; eats; puts them back. If both are the same, takes that one.
    pub fn eat_with(&self, one: usize, other: usize, eat: impl FnOnce()) {
        let mut lies_there = self.lies_there.lock().unwrap();
        while !(lies_there[one] && lies_there[other]) {
            lies_there = self.put_back.wait(lies_there).unwrap();
        }
        lies_there[one] = false;
        lies_there[other] = false;
        drop(lies_there);

        eat();

        let mut lies_there = self.lies_there.lock().unwrap();
        lies_there[one] = true;
        lies_there[other] = true;
        self.put_back.notify_one();
    }
}
