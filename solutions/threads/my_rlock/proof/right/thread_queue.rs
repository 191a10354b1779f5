//! right: those who wait stand in a queue and are parked. The lock is handed to the first of
//! them and is never free in between.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread::{self, Thread, ThreadId};

#[derive(Debug)]
pub struct NotOwner;

pub struct RLock {
    state: Mutex<State>,
}

struct State {
    owner: Option<ThreadId>,
    count: u32,
    queue: VecDeque<Thread>,
}

impl RLock {
    pub fn new() -> Self {
        RLock { state: Mutex::new(State { owner: None, count: 0, queue: VecDeque::new() }) }
    }

    pub fn acquire(&self) {
        let me = thread::current();
        {
            let mut state = self.state.lock().unwrap();
            match state.owner {
                Some(owner) if owner != me.id() => state.queue.push_back(me.clone()),
                _ => {
                    state.owner = Some(me.id());
                    state.count += 1;
                    return;
                }
            }
        }
        loop {
            thread::park();
            // park may return by itself; the lock is ours only when we are entered as its owner
            if self.state.lock().unwrap().owner == Some(me.id()) {
                return;
            }
        }
    }

    pub fn try_acquire(&self) -> bool {
        let me = thread::current().id();
        let mut state = self.state.lock().unwrap();
        if state.owner.is_some() && state.owner != Some(me) {
            return false;
        }
        state.owner = Some(me);
        state.count += 1;
        true
    }

    pub fn release(&self) -> Result<(), NotOwner> {
        let mut state = self.state.lock().unwrap();
        if state.owner != Some(thread::current().id()) {
            return Err(NotOwner);
        }
        state.count -= 1;
        if state.count > 0 {
            return Ok(());
        }
        let next = state.queue.pop_front();
        state.owner = next.as_ref().map(Thread::id);
        if let Some(next) = next {
            state.count = 1;
            next.unpark();
        }
        Ok(())
    }
}
