//! right: nobody ever has one piece and waits for another: a Condvar, until both lie on the table.

use std::sync::{Condvar, Mutex};

pub struct Table {
    lies_there: Mutex<Vec<bool>>,
    put_back: Condvar,
}

impl Table {
    pub fn new(pieces: usize) -> Table {
        Table { lies_there: Mutex::new(vec![true; pieces]), put_back: Condvar::new() }
    }

    pub fn eat_with(&self, one: usize, other: usize, eat: impl FnOnce()) {
        let lies_there = self.lies_there.lock().unwrap();
        let mut taken = self.put_back.wait_while(lies_there, |there| !(there[one] && there[other])).unwrap();
        taken[one] = false;
        taken[other] = false;
        drop(taken);

        eat();

        let mut put = self.lies_there.lock().unwrap();
        put[one] = true;
        put[other] = true;
        self.put_back.notify_all(); // two can be waiting, one for each
    }
}
