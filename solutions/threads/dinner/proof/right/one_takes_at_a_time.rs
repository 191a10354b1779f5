//! right: a lock for taking, held only until both pieces are in hand. Whoever waits inside waits for people who
//! eat, and they need nothing more.

use std::sync::Mutex;

pub struct Table {
    taking: Mutex<()>,
    pieces: Vec<Mutex<()>>,
}

impl Table {
    pub fn new(pieces: usize) -> Table {
        Table { taking: Mutex::new(()), pieces: (0..pieces).map(|_| Mutex::new(())).collect() }
    }

    pub fn eat_with(&self, one: usize, other: usize, eat: impl FnOnce()) {
        let taking = self.taking.lock().unwrap();
        let _left = self.pieces[one].lock().unwrap();
        let _right = if other == one { None } else { Some(self.pieces[other].lock().unwrap()) };
        drop(taking);
        eat();
    }
}
