//! right: loops around Condvar::wait and wait_timeout, with the rest of the time counted by hand; the
//! worker waits at the Condvar itself.

use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

pub struct Event {
    flag: Mutex<bool>,
    bell: Condvar,
}

impl Event {
    pub fn new() -> Self {
        Self { flag: Mutex::new(false), bell: Condvar::new() }
    }

    pub fn is_set(&self) -> bool {
        *self.flag.lock().unwrap()
    }

    pub fn set(&self) {
        let mut flag = self.flag.lock().unwrap();
        if !*flag {
            *flag = true;
            self.bell.notify_all();
        }
    }

    pub fn clear(&self) {
        *self.flag.lock().unwrap() = false;
    }

    pub fn wait(&self) {
        let mut flag = self.flag.lock().unwrap();
        while !*flag {
            flag = self.bell.wait(flag).unwrap();
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let begun = Instant::now();
        let mut flag = self.flag.lock().unwrap();
        loop {
            if *flag {
                return true;
            }
            let Some(left) = timeout.checked_sub(begun.elapsed()).filter(|left| !left.is_zero()) else {
                return false;
            };
            flag = self.bell.wait_timeout(flag, left).unwrap().0;
        }
    }
}

pub fn every(period: Duration, stop: &Event, mut tick: impl FnMut()) -> u64 {
    for ticks in 0.. {
        let flag = stop.flag.lock().unwrap();
        let (flag, _) = stop.bell.wait_timeout_while(flag, period, |flag| !*flag).unwrap();
        if *flag {
            return ticks;
        }
        drop(flag); // tick may set the event
        tick();
    }
    unreachable!("nobody lives so long")
}
