//! right: first come, first served. Each who waits draws a number, and a permit that comes back is kept for the lowest;
//! a try doesn't jump the queue.

use std::sync::{Condvar, Mutex, MutexGuard};

pub struct Semaphore {
    door: Mutex<Door>,
    moved: Condvar,
}

struct Door {
    free: usize,
    /// The number that the next one draws.
    next: u64,
    /// The number that is served next. Nobody waits if the two are the same.
    serving: u64,
}

pub struct Permit<'a> {
    of: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        Semaphore { door: Mutex::new(Door { free: permits, next: 0, serving: 0 }), moved: Condvar::new() }
    }

    pub fn acquire(&self) -> Permit<'_> {
        let mut door = self.door();
        let number = door.next;
        door.next += 1;
        let mut door = self
            .moved
            .wait_while(door, |door| door.serving != number || door.free == 0)
            .expect("nobody panics while holding the door");
        door.serving += 1;
        door.free -= 1;
        drop(door);
        self.moved.notify_all(); // perhaps the next one may go in as well
        Permit { of: self }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut door = self.door();
        if door.free == 0 || door.serving != door.next {
            return None;
        }
        door.free -= 1;
        Some(Permit { of: self })
    }

    fn door(&self) -> MutexGuard<'_, Door> {
        self.door.lock().expect("nobody panics while holding the door")
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.of.door().free += 1;
        self.of.moved.notify_all();
    }
}
