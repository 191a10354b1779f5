//! right: a channel for each who waits: set drops the sending ends, and a channel without senders is the end of the wait.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

pub struct Event {
    state: Mutex<State>,
}

/// Either it is set, or these are to be dropped when it is.
enum State {
    Set,
    Waiting(Vec<Sender<()>>),
}

impl Event {
    pub fn new() -> Event {
        Event { state: Mutex::new(State::Waiting(vec![])) }
    }

    pub fn is_set(&self) -> bool {
        matches!(*self.state(), State::Set)
    }

    pub fn set(&self) {
        *self.state() = State::Set;
    }

    pub fn clear(&self) {
        let mut state = self.state();
        if let State::Set = *state {
            *state = State::Waiting(vec![]);
        }
    }

    pub fn wait(&self) {
        if let Some(bell) = self.bell() {
            let _ = bell.recv();
        }
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        match self.bell().map(|bell| bell.recv_timeout(timeout)) {
            Some(Err(RecvTimeoutError::Timeout)) => self.is_set(),
            _ => true,
        }
    }

    /// What ends when it is set; None if it is.
    fn bell(&self) -> Option<Receiver<()>> {
        match &mut *self.state() {
            State::Set => None,
            State::Waiting(senders) => {
                let (sender, bell) = mpsc::channel();
                senders.push(sender);
                Some(bell)
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

pub fn every(period: Duration, stop: &Event, mut tick: impl FnMut()) -> u64 {
    std::iter::from_fn(|| (!stop.wait_timeout(period)).then(&mut tick)).count() as u64
}
