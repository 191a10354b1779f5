//! verdict: busy-wait
//! Believes that a look each two milliseconds is a good backstop for a wake-up that is lost.

use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

pub struct RLock {
    state: Mutex<Option<(ThreadId, usize)>>,
    free: Condvar,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOwner;

impl RLock {
    pub fn new() -> RLock {
        RLock { state: Mutex::new(None), free: Condvar::new() }
    }

    pub fn acquire(&self) {
        let me = thread::current().id();
        let mut state = self.state.lock().unwrap();
        loop {
            match &mut *state {
                Some((owner, n)) if *owner == me => {
                    *n += 1;
                    return;
                }
                None => {
                    *state = Some((me, 1));
                    return;
                }
                Some(_) => {}
            }
            state = self.free.wait_timeout(state, std::time::Duration::from_millis(2)).unwrap().0;
        }
    }

    pub fn try_acquire(&self) -> bool {
        let me = thread::current().id();
        let mut state = self.state.lock().unwrap();
        match &mut *state {
            Some((owner, n)) if *owner == me => {
                *n += 1;
                true
            }
            None => {
                *state = Some((me, 1));
                true
            }
            Some(_) => false,
        }
    }

    pub fn release(&self) -> Result<(), NotOwner> {
        let me = thread::current().id();
        let mut state = self.state.lock().unwrap();
        match &mut *state {
            Some((owner, n)) if *owner == me => {
                *n -= 1;
                if *n == 0 {
                    *state = None;
                    self.free.notify_one();
                }
                Ok(())
            }
            _ => Err(NotOwner),
        }
    }
}
