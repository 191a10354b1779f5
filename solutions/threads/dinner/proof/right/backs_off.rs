//! right: as C++'s std::lock does it. It waits for one piece with empty hands, tries for the other one, and if that is
//! taken puts the first one back and waits for the one that was missing.

use std::mem;
use std::sync::Mutex;

pub struct Table {
    pieces: Vec<Mutex<()>>,
}

impl Table {
    pub fn new(pieces: usize) -> Self {
        let mut all = Vec::new();
        all.resize_with(pieces, Mutex::default);
        Table { pieces: all }
    }

    pub fn eat_with(&self, one: usize, other: usize, eat: impl FnOnce()) {
        if one == other {
            let _both_hands = self.pieces[one].lock().unwrap();
            return eat();
        }
        let (mut wait_for, mut try_for) = (one, other);
        loop {
            let _first = self.pieces[wait_for].lock().unwrap();
            if let Ok(_second) = self.pieces[try_for].try_lock() {
                return eat();
            }
            mem::swap(&mut wait_for, &mut try_for);
        }
    }
}
