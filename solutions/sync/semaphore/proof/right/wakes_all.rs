//! right: a loop around Condvar::wait, and notify_all: whoever comes too late looks, finds nothing and
//! waits on. It counts who is in.

use std::sync::{Condvar, Mutex};

pub struct Semaphore {
    permits: usize,
    inside: Mutex<usize>,
    left: Condvar,
}

pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        Semaphore { permits, inside: Mutex::new(0), left: Condvar::new() }
    }

    pub fn acquire(&self) -> Permit<'_> {
        let mut inside = self.inside.lock().unwrap();
        while *inside == self.permits {
            inside = self.left.wait(inside).unwrap();
        }
        *inside += 1;
        Permit { semaphore: self }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut inside = self.inside.lock().unwrap();
        if *inside == self.permits {
            return None;
        }
        *inside += 1;
        Some(Permit { semaphore: self })
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let mut inside = self.semaphore.inside.lock().unwrap();
        *inside -= 1;
        self.semaphore.left.notify_all();
    }
}
