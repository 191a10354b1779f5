//! verdict: deadlock
//! Believes that a try may wait a little, if it gets the lock in the end.

use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread::{self, ThreadId};

/// Belongs to one thread at a time, which may take it as often as it likes, and gives it back as often.
pub struct RLock {
    owner: Mutex<Option<Owner>>,
    given_back: Condvar,
}

struct Owner {
    thread: ThreadId,
    /// How many times over, at least once.
    times: usize,
}

/// The lock does not belong to the thread that wanted to give it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOwner;

impl RLock {
    /// A lock that belongs to nobody.
    pub fn new() -> RLock {
        RLock { owner: Mutex::new(None), given_back: Condvar::new() }
    }

    /// Takes the lock once more, if it is this thread's own; else waits until it belongs to nobody, and takes it.
    pub fn acquire(&self) {
        let is_anothers = |owner: &mut Option<Owner>| !can_take(owner);
        // The guard that comes out of the wait is the one under which the lock is taken: nobody gets in between.
        take(&mut self.given_back.wait_while(self.owner(), is_anothers).expect(NOBODY_PANICS));
    }

    /// The same, but never waits for another owner: false if there is one.
    pub fn try_acquire(&self) -> bool {
        self.acquire();
        true
    }

    /// Gives the lock back once. After the last time it belongs to nobody, and somebody who waits can take it.
    pub fn release(&self) -> Result<(), NotOwner> {
        let mut owner = self.owner();
        let ours = owner.as_mut().filter(|owner| owner.thread == thread::current().id()).ok_or(NotOwner)?;
        ours.times -= 1;
        if ours.times == 0 {
            *owner = None;
            self.given_back.notify_one(); // one can have it, so one is enough
        }
        Ok(())
    }

    fn owner(&self) -> MutexGuard<'_, Option<Owner>> {
        self.owner.lock().expect(NOBODY_PANICS)
    }
}

const NOBODY_PANICS: &str = "nobody panics while the owner is looked at";

fn can_take(owner: &Option<Owner>) -> bool {
    owner.as_ref().is_none_or(|owner| owner.thread == thread::current().id())
}

fn take(owner: &mut Option<Owner>) {
    owner.get_or_insert_with(|| Owner { thread: thread::current().id(), times: 0 }).times += 1;
}
