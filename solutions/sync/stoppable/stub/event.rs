//! An event, and a worker that can be stopped with it.

use std::sync::Mutex;
use std::time::Duration;

/// A flag that threads wait for. It is not set at first, and stays set until it is cleared.
pub struct Event {
    is_set: Mutex<bool>, // TODO: and something to wait at
}

impl Event {
    pub fn new() -> Event {
        Event { is_set: Mutex::new(false) }
    }

    pub fn is_set(&self) -> bool {
        *self.is_set.lock().expect("nobody panics with the flag in hand")
    }

    /// Sets it, and wakes everybody who waits for it.
    pub fn set(&self) {
        // TODO
    }

    /// From now on it is not set.
    pub fn clear(&self) {
        // TODO
    }

    /// Waits until it is set. Does not wait if it is.
    pub fn wait(&self) {
        // TODO
    }

    /// Waits until it is set, but no longer than `timeout`. True if it is set, false if the time was up.
    pub fn wait_timeout(&self, _timeout: Duration) -> bool {
        // TODO
        self.is_set()
    }
}

/// Works until `stop` is set: waits for a period, calls `tick`, waits for a period again. The number of ticks.
pub fn every(_period: Duration, _stop: &Event, mut tick: impl FnMut()) -> u64 {
    // TODO: it neither waits nor stops, and ticks once
    tick();
    1
}
