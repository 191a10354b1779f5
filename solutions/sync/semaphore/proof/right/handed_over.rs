//! right: a Condvar for each who waits. A permit that is given back is handed to the first of them and never becomes free.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

pub struct Semaphore {
    state: Mutex<State>,
}

struct State {
    free: usize,
    waiting: VecDeque<Arc<Seat>>,
}

/// Where one thread waits.
#[derive(Default)]
struct Seat {
    is_called: Mutex<bool>,
    called: Condvar,
}

pub struct Permit<'a>(&'a Semaphore);

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        Semaphore { state: Mutex::new(State { free: permits, waiting: VecDeque::new() }) }
    }

    pub fn acquire(&self) -> Permit<'_> {
        let seat = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            if state.free > 0 {
                state.free -= 1;
                return Permit(self);
            }
            let seat = Arc::new(Seat::default());
            state.waiting.push_back(Arc::clone(&seat));
            seat
        };
        let mut is_called = seat.is_called.lock().unwrap_or_else(PoisonError::into_inner);
        while !*is_called {
            is_called = seat.called.wait(is_called).unwrap_or_else(PoisonError::into_inner);
        }
        Permit(self)
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.free = state.free.checked_sub(1)?;
        Some(Permit(self))
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.waiting.pop_front() {
            Some(seat) => {
                drop(state);
                *seat.is_called.lock().unwrap_or_else(PoisonError::into_inner) = true;
                seat.called.notify_one();
            }
            None => state.free += 1,
        }
    }
}
