//! A buffer with room for so many items, between those who put and those who get.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};

/// Hands items from thread to thread, in the order in which they were put.
pub struct Buffer<T> {
    items: Mutex<VecDeque<T>>, // TODO: what else do the threads share, and what do they wait at?
}

impl<T> Buffer<T> {
    /// An open buffer for so many items, one at least.
    pub fn new(_room: usize) -> Buffer<T> {
        Buffer { items: Mutex::new(VecDeque::new()) }
    }

    /// Puts an item in. Waits while there is no room. When the buffer is closed, before or while
    /// it waits, the item comes back.
    pub fn put(&self, item: T) -> Result<(), T> {
        // TODO: it waits for nothing
        self.lock().push_back(item);
        Ok(())
    }

    /// Takes the oldest item out. Waits while there is none. None when the buffer is closed and empty.
    pub fn get(&self) -> Option<T> {
        // TODO: it waits for nothing
        self.lock().pop_front()
    }

    /// From now on nothing goes in, and whoever waits learns of it. What is in may still be taken out.
    pub fn close(&self) {
        // TODO
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<T>> {
        self.items.lock().expect("nobody panics with the buffer in hand")
    }
}
