//! right: who has it is a number in an atomic, drawn once by each thread; only those who find it taken go to a lock and
//! a bell.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex};

static NEXT: AtomicU64 = AtomicU64::new(1);

thread_local! {
    static OWN: u64 = NEXT.fetch_add(1, Ordering::SeqCst);
}

pub struct RLock {
    /// 0: nobody.
    owner: AtomicU64,
    /// Only the owner touches it.
    depth: AtomicU64,
    door: Mutex<()>,
    bell: Condvar,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOwner;

impl RLock {
    pub fn new() -> RLock {
        RLock { owner: AtomicU64::new(0), depth: AtomicU64::new(0), door: Mutex::new(()), bell: Condvar::new() }
    }

    pub fn acquire(&self) {
        if self.try_acquire() {
            return;
        }
        let mut door = self.door.lock().expect("nobody panics at the door");
        while !self.try_acquire() {
            door = self.bell.wait(door).expect("nobody panics at the door");
        }
    }

    pub fn try_acquire(&self) -> bool {
        let own = OWN.with(|own| *own);
        let mine = self.owner.load(Ordering::SeqCst) == own
            || self.owner.compare_exchange(0, own, Ordering::SeqCst, Ordering::SeqCst).is_ok();
        if mine {
            self.depth.fetch_add(1, Ordering::SeqCst);
        }
        mine
    }

    pub fn release(&self) -> Result<(), NotOwner> {
        if self.owner.load(Ordering::SeqCst) != OWN.with(|own| *own) {
            return Err(NotOwner);
        }
        if self.depth.fetch_sub(1, Ordering::SeqCst) == 1 {
            let _door = self.door.lock().expect("nobody panics at the door");
            self.owner.store(0, Ordering::SeqCst);
            self.bell.notify_one();
        }
        Ok(())
    }
}
