use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

#[derive(Default)]
struct Owner {
    thread: Option<ThreadId>,
    depth: u32,
}

#[derive(Default)]
pub struct RLock {
    owner: Mutex<Owner>,
    free: Condvar,
}

impl RLock {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn acquire(&self) {
        let me = thread::current().id();
        let mut owner = self.owner.lock().unwrap();
        while owner.thread.is_some_and(|thread| thread != me) {
            owner = self.free.wait(owner).unwrap();
        }
        owner.thread = Some(me);
        owner.depth += 1;
    }

    pub fn release(&self) {
        let mut owner = self.owner.lock().unwrap();
        owner.depth -= 1;
        owner.thread = None;
        self.free.notify_one(); // told
    }
}
