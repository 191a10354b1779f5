//! right: a piece is a message that lies in its own channel. Taking is receiving, putting back is
//! sending; the higher one first.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, SyncSender};

pub struct Table {
    bowls: Vec<Bowl>,
}

struct Bowl {
    put: SyncSender<()>,
    take: Mutex<Receiver<()>>,
}

impl Bowl {
    fn new() -> Bowl {
        let (put, take) = mpsc::sync_channel(1);
        put.send(()).unwrap();
        Bowl { put, take: Mutex::new(take) }
    }
}

impl Table {
    pub fn new(pieces: usize) -> Table {
        Table { bowls: (0..pieces).map(|_| Bowl::new()).collect() }
    }

    pub fn eat_with(&self, one: usize, other: usize, eat: impl FnOnce()) {
        let mut wanted = vec![one, other];
        wanted.sort();
        wanted.dedup();
        for &piece in wanted.iter().rev() {
            self.bowls[piece].take.lock().unwrap().recv().unwrap();
        }
        eat();
        for &piece in &wanted {
            self.bowls[piece].put.send(()).unwrap();
        }
    }
}
