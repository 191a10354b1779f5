//! verdict: wrong-output
//! Believes that waiting is asking until the answer is yes.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// Lets so many threads in at once as it has permits.
pub struct Semaphore {
    free: Mutex<usize>,
}

/// The right to be inside. Dropping it gives it back, on every way out, a panic too.
pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        Semaphore { free: Mutex::new(permits) }
    }

    /// Waits until a permit is free, and takes it.
    pub fn acquire(&self) -> Permit<'_> {
        loop {
            match self.try_acquire() {
                Some(permit) => return permit,
                None => thread::yield_now(),
            }
        }
    }

    /// Takes a permit if one is free. Never waits.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut free = self.lock();
        *free = free.checked_sub(1)?;
        Some(Permit { semaphore: self })
    }

    /// The count is one number, never half changed: a poisoned lock holds a right one.
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.semaphore.lock() += 1;
    }
}
