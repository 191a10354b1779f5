//! verdict: wrong-output
//! Believes that a try which finds a free permit has it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

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
        // The test is made again after each wake-up: somebody else may have been faster.
        let mut free =
            self.given_back.wait_while(self.lock(), |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Permit { semaphore: self }
    }

    /// Takes a permit if one is free. Never waits.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let free = self.lock();
        if *free == 0 { None } else { Some(Permit { semaphore: self }) }
    }

    /// The count is one number, never half changed: a poisoned lock holds a right one.
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.semaphore.lock() += 1;
        self.semaphore.given_back.notify_one(); // one permit, one waiter
    }
}
