//! verdict: deadlock
//! Believes that a lock for each thing lets more go on at once; put takes the one first, close the other.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

/// Hands items from thread to thread, in the order in which they were put.
pub struct Buffer<T> {
    room: usize,
    items: Mutex<VecDeque<T>>,
    closed: Mutex<bool>,
    not_full: Condvar,
    not_empty: Condvar,
}

const WHY: &str = "nobody panics with the buffer in hand";

impl<T> Buffer<T> {
    /// An open buffer for so many items, one at least.
    pub fn new(room: usize) -> Buffer<T> {
        Buffer {
            room,
            items: Mutex::new(VecDeque::new()),
            closed: Mutex::new(false),
            not_full: Condvar::new(),
            not_empty: Condvar::new(),
        }
    }

    /// Puts an item in. Waits while there is no room. When the buffer is closed, before or while
    /// it waits, the item comes back.
    pub fn put(&self, item: T) -> Result<(), T> {
        let mut items = self.items.lock().expect(WHY);
        while items.len() == self.room && !*self.closed.lock().expect(WHY) {
            items = self.not_full.wait(items).expect(WHY);
        }
        if *self.closed.lock().expect(WHY) {
            return Err(item);
        }
        items.push_back(item);
        self.not_empty.notify_one();
        Ok(())
    }

    /// Takes the oldest item out. Waits while there is none. None when the buffer is closed and empty.
    pub fn get(&self) -> Option<T> {
        let mut items = self.items.lock().expect(WHY);
        while items.is_empty() && !*self.closed.lock().expect(WHY) {
            items = self.not_empty.wait(items).expect(WHY);
        }
        let item = items.pop_front()?;
        self.not_full.notify_one();
        Some(item)
    }

    /// From now on nothing goes in, and whoever waits learns of it. What is in may still be taken out.
    pub fn close(&self) {
        let mut closed = self.closed.lock().expect(WHY);
        *closed = true;
        let _items = self.items.lock().expect(WHY); // so that nobody is between its look and its wait
        self.not_full.notify_all();
        self.not_empty.notify_all();
    }
}
