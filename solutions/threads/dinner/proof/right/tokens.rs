//! right: each piece is a channel with one token in it: to take is to receive, to put back is to send. The lower number
//! first.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};

pub struct Table {
    pieces: Vec<(Sender<()>, Mutex<Receiver<()>>)>,
}

/// A token that goes back by itself.
struct InHand<'a>(&'a Sender<()>);

impl Drop for InHand<'_> {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

impl Table {
    pub fn new(pieces: usize) -> Table {
        let mut all = Vec::with_capacity(pieces);
        for _ in 0..pieces {
            let (sender, receiver) = mpsc::channel();
            let _ = sender.send(());
            all.push((sender, Mutex::new(receiver)));
        }
        Table { pieces: all }
    }

    pub fn eat_with(&self, one: usize, other: usize, eat: impl FnOnce()) {
        let mut wanted = vec![one, other];
        wanted.sort_unstable();
        wanted.dedup();
        let in_hand: Vec<InHand<'_>> = wanted.into_iter().map(|piece| self.take(piece)).collect();
        eat();
        drop(in_hand);
    }

    fn take(&self, piece: usize) -> InHand<'_> {
        let (sender, receiver) = &self.pieces[piece];
        // A thread that waits for the token holds the lock of this piece alone, and others for that lock.
        receiver.lock().expect("nobody panics with it").recv().expect("the table has the other end");
        InHand(sender)
    }
}
