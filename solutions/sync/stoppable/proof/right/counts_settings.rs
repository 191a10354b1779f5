//! right: counts how often it was set, so that a waiter is woken by a setting even if it is cleared at once; deadlines
//! as instants.

use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

#[derive(Default)]
pub struct Event {
    state: Mutex<(bool, u64)>,
    bell: Condvar,
}

impl Event {
    pub fn new() -> Event {
        Event::default()
    }

    pub fn is_set(&self) -> bool {
        self.state.lock().is_ok_and(|state| state.0)
    }

    pub fn set(&self) {
        if let Ok(mut state) = self.state.lock() {
            *state = (true, state.1 + 1);
            self.bell.notify_all();
        }
    }

    pub fn clear(&self) {
        if let Ok(mut state) = self.state.lock() {
            state.0 = false;
        }
    }

    pub fn wait(&self) {
        let mut state = self.state.lock().expect("nobody panics here");
        let before = state.1;
        while !state.0 && state.1 == before {
            state = self.bell.wait(state).expect("nobody panics here");
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let until = Instant::now().checked_add(timeout);
        let mut state = self.state.lock().expect("nobody panics here");
        let before = state.1;
        loop {
            if state.0 || state.1 != before {
                return true;
            }
            let left = until.map_or(Duration::MAX, |until| until.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return false;
            }
            state = self.bell.wait_timeout(state, left).expect("nobody panics here").0;
        }
    }
}

pub fn every(period: Duration, stop: &Event, mut tick: impl FnMut()) -> u64 {
    for ticks in 0.. {
        if stop.wait_timeout(period) {
            return ticks;
        }
        tick();
    }
    u64::MAX
}
