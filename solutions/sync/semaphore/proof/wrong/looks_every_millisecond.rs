//! verdict: wrong-output
//! Believes that with a timeout nobody has to be woken.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Lets so many threads in at once as it has permits.
pub struct Semaphore {
    free: Mutex<usize>,
    given_back: Condvar,
}

/// The right to be inside. Dropping it gives it back, on every way out, a panic too.
pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        Semaphore { free: Mutex::new(permits), given_back: Condvar::new() }
    }

    /// Waits until a permit is free, and takes it.
    pub fn acquire(&self) -> Permit<'_> {
        let mut free = self.lock();
        while *free == 0 {
            let waited = self.given_back.wait_timeout(free, Duration::from_millis(1));
            free = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        *free -= 1;
        Permit { semaphore: self }
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
        *self.semaphore.lock() += 1; // whoever waits will see it soon enough
    }
}
