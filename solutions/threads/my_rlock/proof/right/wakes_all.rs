//! right: a loop around Condvar::wait, and notify_all at every release: whoever cannot have it looks and waits on.

use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOwner;

#[derive(Default)]
pub struct RLock {
    /// One entry a nesting. They are all of one thread.
    entries: Mutex<Vec<ThreadId>>,
    changed: Condvar,
}

impl RLock {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn acquire(&self) {
        let me = thread::current().id();
        let mut entries = self.entries.lock().unwrap();
        loop {
            match entries.last() {
                Some(owner) if *owner != me => entries = self.changed.wait(entries).unwrap(),
                _ => break,
            }
        }
        entries.push(me);
    }

    pub fn try_acquire(&self) -> bool {
        let me = thread::current().id();
        let mut entries = self.entries.lock().unwrap();
        let may = entries.iter().all(|owner| *owner == me);
        if may {
            entries.push(me);
        }
        may
    }

    pub fn release(&self) -> Result<(), NotOwner> {
        let me = thread::current().id();
        let mut entries = self.entries.lock().unwrap();
        let popped = entries.pop_if(|owner| *owner == me).map(drop).ok_or(NotOwner);
        drop(entries);
        self.changed.notify_all();
        popped
    }
}
