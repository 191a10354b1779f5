use std::sync::{Condvar, Mutex};
use std::time::Duration;

pub struct Event {
    set: Mutex<bool>,
    changed: Condvar,
}

impl Event {
    pub fn new() -> Self {
        Self { set: Mutex::new(false), changed: Condvar::new() }
    }

    pub fn set(&self) {
        *self.set.lock().unwrap() = true;
        self.changed.notify_all();
    }

    pub fn wait(&self) {
        drop(self.changed.wait_while(self.set.lock().unwrap(), |set| !*set).unwrap());
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let set = self.set.lock().unwrap();
        if *set {
            return true;
        }
        // A wait that is over before its time may be over for no reason.
        let (_set, waited) = self.changed.wait_timeout(set, timeout).unwrap();
        !waited.timed_out()
    }
}
