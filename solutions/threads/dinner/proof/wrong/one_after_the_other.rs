//! verdict: deadlock
//! Believes that one lock around all pieces makes it safe to wait for one of them with the other in hand.

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
        let mut taken = self.back.wait_while(taken, |t| t[one]).unwrap();
        taken[one] = true;
        if one != other {
            taken = self.back.wait_while(taken, |t| t[other]).unwrap();
            taken[other] = true;
        }
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
