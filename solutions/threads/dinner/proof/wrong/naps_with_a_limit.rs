//! verdict: busy-wait
//! Believes that a wait with a limit of a millisecond needs nobody to wake it, and is no busy wait.

use std::sync::{Condvar, Mutex};

pub struct Table {
    taken: Mutex<Vec<bool>>,
    back: Condvar,
}

struct Hands<'a> {
    table: &'a Table,
    one: usize,
    other: usize,
}

impl Table {
    pub fn new(pieces: usize) -> Table {
        Table { taken: Mutex::new(vec![false; pieces]), back: Condvar::new() }
    }

    pub fn eat_with(&self, one: usize, other: usize, eat: impl FnOnce()) {
        let _hands = self.take(one, other);
        eat();
    }

    fn take(&self, one: usize, other: usize) -> Hands<'_> {
        let taken = self.taken.lock().unwrap();
        let mut taken = {
            let mut t = taken;
            while t[one] || t[other] {
                t = self.back.wait_timeout(t, std::time::Duration::from_millis(1)).unwrap().0;
            }
            t
        };
        taken[one] = true;
        taken[other] = true;
        Hands { table: self, one, other }
    }
}

impl Drop for Hands<'_> {
    fn drop(&mut self) {
        let mut t = self.table.taken.lock().unwrap();
        t[self.one] = false;
        t[self.other] = false;
        self.table.back.notify_all();
    }
}
