//! verdict: wrong-output
//! Believes that what was true when it was looked at is still true when it is used.

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
        let owner = self.given_back.wait_while(self.owner(), |owner| !can_take(owner)).expect(NOBODY_PANICS);
        drop(owner);
        take(&mut self.owner());
    }

    /// The same, but never waits for another owner: false if there is one.
    pub fn try_acquire(&self) -> bool {
        let mut owner = self.owner();
        let can = can_take(&owner);
        if can {
            take(&mut owner);
        }
        can
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
    let me = thread::current().id();
    let times = owner.as_ref().filter(|owner| owner.thread == me).map_or(0, |owner| owner.times);
    *owner = Some(Owner { thread: me, times: times + 1 });
}
