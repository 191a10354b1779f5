//! right: first come, first served. Each who waits draws a number, and a permit that comes back is kept for the lowest;
//! a try doesn't jump the queue.

mod proof;

use std::env;
use std::process::ExitCode;
use std::sync::{Condvar, Mutex, MutexGuard};

fn main() -> ExitCode {
    let mut words = env::args_os().skip(1).map(|word| word.to_str().and_then(|word| word.parse::<usize>().ok()));
    match (words.next().flatten(), words.next().flatten(), words.next()) {
        (Some(workers), Some(permits), None) if (1..=32).contains(&workers) && permits >= 1 && permits <= workers => {
            proof::run(workers, permits);
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: semaphore WORKERS PERMITS");
            ExitCode::from(2)
        }
    }
}

struct Semaphore {
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

struct Permit<'a> {
    of: &'a Semaphore,
}

impl Semaphore {
    fn new(permits: usize) -> Semaphore {
        Semaphore { door: Mutex::new(Door { free: permits, next: 0, serving: 0 }), moved: Condvar::new() }
    }

    fn acquire(&self) -> Permit<'_> {
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

    fn try_acquire(&self) -> Option<Permit<'_>> {
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
