//! A buffer with room for so many items, between those who put and those who get.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard};

/// Hands items from thread to thread, in the order in which they were put.
pub struct Buffer<T> {
    room: usize,
    state: Mutex<State<T>>,
    not_full: Condvar,
    not_empty: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    closed: bool,
}

impl<T> Buffer<T> {
    /// An open buffer for so many items, one at least.
    pub fn new(room: usize) -> Buffer<T> {
        let state = State { items: VecDeque::new(), closed: false };
        Buffer { room, state: Mutex::new(state), not_full: Condvar::new(), not_empty: Condvar::new() }
    }

    /// Puts an item in. Waits while there is no room. When the buffer is closed, before or while
    /// it waits, the item comes back.
    pub fn put(&self, item: T) -> Result<(), T> {
        // After each wake-up it looks again: another producer may have been faster, and a thread
        // may wake up for no reason at all.
        let is_full = |state: &mut State<T>| state.items.len() == self.room && !state.closed;
        let mut state = self.not_full.wait_while(self.lock(), is_full).expect("nobody panics with the buffer in hand");
        if state.closed {
            return Err(item);
        }
        state.items.push_back(item);
        self.not_empty.notify_one(); // one item, one consumer
        Ok(())
    }

    /// Takes the oldest item out. Waits while there is none. None when the buffer is closed and empty.
    pub fn get(&self) -> Option<T> {
        let is_empty = |state: &mut State<T>| state.items.is_empty() && !state.closed;
        let mut state =
            self.not_empty.wait_while(self.lock(), is_empty).expect("nobody panics with the buffer in hand");
        let item = state.items.pop_front()?;
        self.not_full.notify_one(); // one place, one producer
        Some(item)
    }

    /// From now on nothing goes in, and whoever waits learns of it. What is in may still be taken out.
    pub fn close(&self) {
        self.lock().closed = true;
        self.not_full.notify_all(); // the end is for everybody
        self.not_empty.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().expect("nobody panics with the buffer in hand")
    }
}
