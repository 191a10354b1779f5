//! right: no Condvar: whoever waits leaves its thread in a list and parks, with a time limit if it has
//! one; set unparks all of the list.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

pub struct Event {
    set: AtomicBool,
    sleepers: Mutex<Vec<Thread>>,
}

impl Event {
    pub fn new() -> Self {
        Event { set: AtomicBool::new(false), sleepers: Mutex::default() }
    }

    pub fn is_set(&self) -> bool {
        self.set.load(Ordering::Acquire)
    }

    pub fn set(&self) {
        // The flag first: who puts itself into the list afterwards sees it before it parks.
        self.set.store(true, Ordering::Release);
        for sleeper in self.sleepers.lock().unwrap().drain(..) {
            sleeper.unpark();
        }
    }

    pub fn clear(&self) {
        self.set.store(false, Ordering::Release);
    }

    pub fn wait(&self) {
        loop {
            // Each time anew: whoever set it may have cleared it again, and the list is empty since.
            self.sleepers.lock().unwrap().push(thread::current());
            if self.is_set() {
                return;
            }
            thread::park();
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        loop {
            self.sleepers.lock().unwrap().push(thread::current());
            let left = deadline.saturating_duration_since(Instant::now());
            if self.is_set() {
                return true;
            }
            if left.is_zero() {
                return false;
            }
            thread::park_timeout(left);
        }
    }
}

pub fn every(period: Duration, stop: &Event, mut tick: impl FnMut()) -> u64 {
    let mut ticks = 0;
    loop {
        if stop.wait_timeout(period) {
            break ticks;
        }
        tick();
        ticks += 1;
    }
}
