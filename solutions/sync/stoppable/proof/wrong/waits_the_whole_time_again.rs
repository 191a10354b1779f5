//! verdict: wrong-output
//! Believes that a thread which is woken before its time may wait for the whole time again.

use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

pub struct Event {
    is_set: Mutex<bool>,
    changed: Condvar,
}

impl Event {
    pub fn new() -> Event {
        Event { is_set: Mutex::new(false), changed: Condvar::new() }
    }

    pub fn is_set(&self) -> bool {
        *self.is_set.lock().unwrap()
    }

    pub fn set(&self) {
        *self.is_set.lock().unwrap() = true;
        self.changed.notify_all();
    }

    pub fn clear(&self) {
        *self.is_set.lock().unwrap() = false;
    }

    pub fn wait(&self) {
        let mut set = self.is_set.lock().unwrap();
        while !*set {
            set = self.changed.wait(set).unwrap();
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        let mut set = self.is_set.lock().unwrap();
        while !*set {
            let now = Instant::now();
            if now >= deadline {
                return false;
            }
            set = self.changed.wait_timeout(set, timeout).unwrap().0;
        }
        true
    }
}

pub fn every(period: Duration, stop: &Event, mut tick: impl FnMut()) -> u64 {
    let mut ticks = 0;
    while !stop.wait_timeout(period) {
        tick();
        ticks += 1;
    }
    ticks
}
