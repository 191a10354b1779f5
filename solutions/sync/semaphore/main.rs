//! semaphore: a counting semaphore whose permits give themselves back.

mod proof;

use std::env;
use std::process::ExitCode;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

fn main() -> ExitCode {
    let words = env::args_os().skip(1).map(|word| word.to_str()?.parse().ok());
    match words.collect::<Option<Vec<usize>>>().as_deref() {
        Some(&[workers, permits]) if workers <= 32 && (1..=workers).contains(&permits) => {
            proof::run(workers, permits);
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: semaphore WORKERS PERMITS   (WORKERS to 32, PERMITS from 1 to WORKERS)");
            ExitCode::from(2)
        }
    }
}

/// Lets so many threads in at once as it has permits.
struct Semaphore {
    free: Mutex<usize>,
    given_back: Condvar,
}

/// The right to be inside. Dropping it gives it back, on every way out, a panic too.
struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    fn new(permits: usize) -> Semaphore {
        Semaphore { free: Mutex::new(permits), given_back: Condvar::new() }
    }

    /// Waits until a permit is free, and takes it.
    fn acquire(&self) -> Permit<'_> {
        // The test is made again after each wake-up: somebody else may have been faster.
        let mut free =
            self.given_back.wait_while(self.lock(), |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Permit { semaphore: self }
    }

    /// Takes a permit if one is free. Never waits.
    fn try_acquire(&self) -> Option<Permit<'_>> {
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
        self.semaphore.given_back.notify_one(); // one permit, one waiter
    }
}
