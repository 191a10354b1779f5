//! verdict: wrong-output
//! Believes that the wait that is ended by the event is a tick as well.

use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// A flag that threads wait for. It is not set at first, and stays set until it is cleared.
pub struct Event {
    is_set: Mutex<bool>,
    was_set: Condvar,
}

impl Event {
    pub fn new() -> Event {
        Event { is_set: Mutex::new(false), was_set: Condvar::new() }
    }

    pub fn is_set(&self) -> bool {
        *self.lock()
    }

    /// Sets it, and wakes everybody who waits for it.
    pub fn set(&self) {
        *self.lock() = true;
        self.was_set.notify_all();
    }

    /// From now on it is not set.
    pub fn clear(&self) {
        *self.lock() = false;
    }

    /// Waits until it is set. Does not wait if it is.
    pub fn wait(&self) {
        let waited = self.was_set.wait_while(self.lock(), |is_set| !*is_set);
        let _set = waited.expect("nobody panics with the flag in hand");
    }

    /// Waits until it is set, but no longer than `timeout`. True if it is set, false if the time was up.
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let waited = self.was_set.wait_timeout_while(self.lock(), timeout, |is_set| !*is_set);
        let (is_set, _) = waited.expect("nobody panics with the flag in hand");
        *is_set // the flag tells why the wait is over
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.is_set.lock().expect("nobody panics with the flag in hand")
    }
}

/// Works until `stop` is set: waits for a period, calls `tick`, waits for a period again. The number of ticks.
pub fn every(period: Duration, stop: &Event, mut tick: impl FnMut()) -> u64 {
    let mut ticks = 1;
    while !stop.wait_timeout(period) {
        tick();
        ticks += 1;
    }
    ticks
}
