use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

pub struct Event {
    set: AtomicBool,
    nothing: Mutex<()>,
    changed: Condvar,
}

impl Event {
    pub fn new() -> Self {
        Self { set: AtomicBool::new(false), nothing: Mutex::new(()), changed: Condvar::new() }
    }

    pub fn set(&self) {
        self.set.store(true, Ordering::SeqCst);
        self.changed.notify_all();
    }

    pub fn wait(&self) {
        while !self.set.load(Ordering::SeqCst) {
            drop(self.changed.wait(self.nothing.lock().unwrap()).unwrap()); // told
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        drop(self.changed.wait_timeout(self.nothing.lock().unwrap(), timeout).unwrap());
        self.set.load(Ordering::SeqCst)
    }
}
