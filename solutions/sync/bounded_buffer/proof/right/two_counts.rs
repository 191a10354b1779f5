//! right: places and items are counted by two small counters of their own, as with semaphores, and the items lie behind
//! a third lock; the end opens both counters for ever.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

pub struct Buffer<T> {
    places: Counter,
    filled: Counter,
    items: Mutex<(VecDeque<T>, bool)>,
}

struct Counter {
    state: Mutex<(usize, bool)>,
    changed: Condvar,
}

impl Counter {
    fn new(count: usize) -> Counter {
        Counter { state: Mutex::new((count, false)), changed: Condvar::new() }
    }

    fn down(&self) {
        let mut state = lock(&self.state);
        while state.0 == 0 && !state.1 {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.0 = state.0.saturating_sub(1);
    }

    fn up(&self) {
        lock(&self.state).0 += 1;
        self.changed.notify_one();
    }

    fn open(&self) {
        lock(&self.state).1 = true;
        self.changed.notify_all();
    }
}

impl<T> Buffer<T> {
    pub fn new(room: usize) -> Buffer<T> {
        Buffer { places: Counter::new(room), filled: Counter::new(0), items: Mutex::default() }
    }

    pub fn put(&self, item: T) -> Result<(), T> {
        self.places.down();
        let mut items = lock(&self.items);
        if items.1 {
            return Err(item);
        }
        items.0.push_back(item);
        drop(items);
        self.filled.up();
        Ok(())
    }

    pub fn get(&self) -> Option<T> {
        self.filled.down();
        let item = lock(&self.items).0.pop_front()?;
        self.places.up();
        Some(item)
    }

    pub fn close(&self) {
        lock(&self.items).1 = true;
        self.places.open();
        self.filled.open();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
