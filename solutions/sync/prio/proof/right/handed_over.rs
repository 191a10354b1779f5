//! right: whoever waits leaves a channel of its own, and an item that comes is sent to the one who came first;
//! sorted insertion into a vector.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::time::Duration;

pub struct PrioQueue<T> {
    state: Mutex<State<T>>,
}

/// Only one of `items` and `seats` holds anything.
struct State<T> {
    items: Vec<(i64, T)>,
    seats: VecDeque<(u64, SyncSender<(i64, T)>)>,
    tickets: u64,
    closed: bool,
}

enum Entry<T> {
    Done(Option<(i64, T)>),
    Waits(u64, Receiver<(i64, T)>),
}

impl<T> PrioQueue<T> {
    pub fn new() -> PrioQueue<T> {
        let state = State { items: Vec::new(), seats: VecDeque::new(), tickets: 0, closed: false };
        PrioQueue { state: Mutex::new(state) }
    }

    pub fn put(&self, priority: i64, item: T) -> Result<(), T> {
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(item);
        }
        let entry = (priority, item);
        let Some((_, seat)) = state.seats.pop_front() else {
            // The last is the next to go.
            let place = state.items.partition_point(|(other, _)| *other > priority);
            state.items.insert(place, entry);
            return Ok(());
        };
        assert!(seat.try_send(entry).is_ok(), "nobody gives a seat up without the lock");
        Ok(())
    }

    pub fn get(&self) -> Option<(i64, T)> {
        match self.enter() {
            Entry::Done(got) => got,
            Entry::Waits(_, receiver) => receiver.recv().ok(),
        }
    }

    pub fn get_within(&self, limit: Duration) -> Option<(i64, T)> {
        let (ticket, receiver) = match self.enter() {
            Entry::Done(got) => return got,
            Entry::Waits(ticket, receiver) => (ticket, receiver),
        };
        if let Ok(got) = receiver.recv_timeout(limit) {
            return Some(got);
        }
        // Somebody may have sent something before the seat is given up.
        self.state.lock().unwrap().seats.retain(|(other, _)| *other != ticket);
        receiver.try_recv().ok()
    }

    pub fn close(&self) {
        let mut state = self.state.lock().unwrap();
        state.closed = true;
        state.seats.clear(); // their receivers find nobody at the other end
    }

    fn enter(&self) -> Entry<T> {
        let mut state = self.state.lock().unwrap();
        if state.closed || !state.items.is_empty() {
            return Entry::Done(state.items.pop());
        }
        let (sender, receiver) = mpsc::sync_channel(1);
        state.tickets += 1;
        let ticket = state.tickets;
        state.seats.push_back((ticket, sender));
        Entry::Waits(ticket, receiver)
    }
}
