//! verdict: deadlock
//! Believes that an atomic can be set without the lock that those who wait look under.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

#[derive(Debug, Default)]
pub struct Event {
    lock: Mutex<()>,
    set: AtomicBool,
    changed: Condvar,
}

impl Event {
    pub fn new() -> Event {
        Event::default()
    }
    pub fn is_set(&self) -> bool {
        self.set.load(Ordering::Acquire)
    }
    pub fn set(&self) {
        self.set.store(true, Ordering::Release);
        self.changed.notify_all();
    }
    pub fn clear(&self) {
        self.set.store(false, Ordering::Release);
    }
    pub fn wait(&self) {
        let _unused = self.changed.wait_while(self.lock.lock().unwrap(), |_| !self.is_set()).unwrap();
    }
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let (_g, r) = self.changed.wait_timeout_while(self.lock.lock().unwrap(), timeout, |_| !self.is_set()).unwrap();
        !r.timed_out()
    }
}

pub fn every(period: Duration, stop: &Event, mut tick: impl FnMut()) -> u64 {
    std::iter::from_fn(|| (!stop.wait_timeout(period)).then(&mut tick)).count() as u64
}
