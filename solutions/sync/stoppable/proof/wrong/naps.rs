//! verdict: busy-wait
//! Believes that a nap between two looks makes a wait out of them.

use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// A flag that threads wait for. It is not set at first, and stays set until it is cleared.
pub struct Event {
    is_set: Mutex<bool>,
}

impl Event {
    pub fn new() -> Event {
        Event { is_set: Mutex::new(false) }
    }

    pub fn is_set(&self) -> bool {
        *self.lock()
    }

    /// Sets it, and wakes everybody who waits for it.
    pub fn set(&self) {
        *self.lock() = true;
    }

    /// From now on it is not set.
    pub fn clear(&self) {
        *self.lock() = false;
    }

    /// Waits until it is set. Does not wait if it is.
    pub fn wait(&self) {
        while !self.is_set() {
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Waits until it is set, but no longer than `timeout`. True if it is set, false if the time was up.
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let begun = Instant::now();
        while !self.is_set() && begun.elapsed() < timeout {
            thread::sleep(Duration::from_millis(1));
        }
        self.is_set()
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.is_set.lock().expect("nobody panics with the flag in hand")
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
