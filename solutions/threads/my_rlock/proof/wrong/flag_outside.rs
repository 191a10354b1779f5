//! verdict: deadlock
//! Believes that a flag which is atomic needs no lock, and a Condvar any lock at all.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

/// Belongs to one thread at a time, which may take it as often as it likes, and gives it back as often.
pub struct RLock {
    /// The owner's number, 0 if there is none.
    owner: AtomicU64,
    times: AtomicUsize,
    sleeping: Mutex<()>,
    given_back: Condvar,
}

/// The lock does not belong to the thread that wanted to give it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOwner;

impl RLock {
    /// A lock that belongs to nobody.
    pub fn new() -> RLock {
        RLock {
            owner: AtomicU64::new(0),
            times: AtomicUsize::new(0),
            sleeping: Mutex::new(()),
            given_back: Condvar::new(),
        }
    }

    /// Takes the lock once more, if it is this thread's own; else waits until it belongs to nobody, and takes it.
    pub fn acquire(&self) {
        while !self.try_acquire() {
            let sleeping = self.sleeping.lock().unwrap();
            drop(self.given_back.wait(sleeping).unwrap());
        }
    }

    /// The same, but never waits for another owner: false if there is one.
    pub fn try_acquire(&self) -> bool {
        let me = number();
        let taken = self.owner.compare_exchange(0, me, Ordering::SeqCst, Ordering::SeqCst);
        let is_ours = taken.is_ok() || taken == Err(me);
        if is_ours {
            self.times.fetch_add(1, Ordering::SeqCst);
        }
        is_ours
    }

    /// Gives the lock back once. After the last time it belongs to nobody, and somebody who waits can take it.
    pub fn release(&self) -> Result<(), NotOwner> {
        if self.owner.load(Ordering::SeqCst) != number() {
            return Err(NotOwner);
        }
        if self.times.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.owner.store(0, Ordering::SeqCst);
            self.given_back.notify_one();
        }
        Ok(())
    }
}

/// A number of its own for each thread.
fn number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    thread_local! {
        static NUMBER: u64 = NEXT.fetch_add(1, Ordering::SeqCst);
    }
    NUMBER.with(|number| *number)
}
