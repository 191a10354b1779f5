//! verdict: busy-wait
//! Believes that waiting is asking until the answer is yes.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};
use std::thread;

/// Hands items from thread to thread, in the order in which they were put.
pub struct Buffer<T> {
    room: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    items: VecDeque<T>,
    closed: bool,
}

impl<T> Buffer<T> {
    /// An open buffer for so many items, one at least.
    pub fn new(room: usize) -> Buffer<T> {
        let state = State { items: VecDeque::new(), closed: false };
        Buffer { room, state: Mutex::new(state) }
    }

    /// Puts an item in. Waits while there is no room. When the buffer is closed, before or while it waits, the item comes back.
    pub fn put(&self, item: T) -> Result<(), T> {
        let mut state = self.lock();
        while state.items.len() == self.room && !state.closed {
            drop(state);
            thread::yield_now();
            state = self.lock();
        }
        if state.closed {
            return Err(item);
        }
        state.items.push_back(item);
        Ok(())
    }

    /// Takes the oldest item out. Waits while there is none. None when the buffer is closed and empty.
    pub fn get(&self) -> Option<T> {
        let mut state = self.lock();
        while state.items.is_empty() && !state.closed {
            drop(state);
            thread::yield_now();
            state = self.lock();
        }
        let item = state.items.pop_front()?;
        Some(item)
    }

    /// From now on nothing goes in, and whoever waits learns of it. What is in may still be taken out.
    pub fn close(&self) {
        self.lock().closed = true;
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().expect("nobody panics with the buffer in hand")
    }
}
