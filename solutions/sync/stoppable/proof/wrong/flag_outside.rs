//! verdict: deadlock
//! Believes that an atomic flag needs no lock, and that a Condvar needs one only for its signature.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// A flag that threads wait for. It is not set at first, and stays set until it is cleared.
pub struct Event {
    is_set: AtomicBool,
    lock: Mutex<()>,
    was_set: Condvar,
}

impl Event {
    pub fn new() -> Event {
        Event { is_set: AtomicBool::new(false), lock: Mutex::new(()), was_set: Condvar::new() }
    }

    pub fn is_set(&self) -> bool {
        self.is_set.load(Ordering::SeqCst)
    }

    /// Sets it, and wakes everybody who waits for it.
    pub fn set(&self) {
        self.is_set.store(true, Ordering::SeqCst);
        self.was_set.notify_all();
    }

    /// From now on it is not set.
    pub fn clear(&self) {
        self.is_set.store(false, Ordering::SeqCst);
    }

    /// Waits until it is set. Does not wait if it is.
    pub fn wait(&self) {
        let mut guard = self.lock.lock().expect("nobody panics with nothing in hand");
        while !self.is_set() {
            guard = self.was_set.wait(guard).expect("nobody panics with nothing in hand");
        }
    }

    /// Waits until it is set, but no longer than `timeout`. True if it is set, false if the time was up.
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let guard = self.lock.lock().expect("nobody panics with nothing in hand");
        drop(self.was_set.wait_timeout_while(guard, timeout, |()| !self.is_set()));
        self.is_set()
    }
}

/// Works until `stop` is set: waits for a period, calls `tick`, waits for a period again. The number of ticks.
pub fn every(period: Duration, stop: &Event, mut tick: impl FnMut()) -> u64 {
    let mut ticks = 0;
    while !stop.wait_timeout(period) {
        tick();
        ticks += 1;
    }
    ticks
}
