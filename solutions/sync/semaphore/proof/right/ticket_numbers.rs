//! right: each thread draws a number and waits until enough permits have been given back for its turn; strictly
//! one after the other, with two counters that only grow.

use std::sync::{Condvar, Mutex, PoisonError};

pub struct Semaphore {
    counters: Mutex<Counters>,
    moved: Condvar,
}

struct Counters {
    drawn: usize,
    /// Numbers below this one are served.
    served: usize,
}

pub struct Permit<'s>(&'s Semaphore);

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        Semaphore { counters: Mutex::new(Counters { drawn: 0, served: permits }), moved: Condvar::new() }
    }

    pub fn acquire(&self) -> Permit<'_> {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        let number = counters.drawn;
        counters.drawn += 1;
        while counters.served <= number {
            counters = self.moved.wait(counters).unwrap_or_else(PoisonError::into_inner);
        }
        Permit(self)
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        if counters.served <= counters.drawn {
            return None;
        }
        counters.drawn += 1;
        Some(Permit(self))
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.counters.lock().unwrap_or_else(PoisonError::into_inner).served += 1;
        self.0.moved.notify_all();
    }
}
