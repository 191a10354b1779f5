//! The proof that a semaphore keeps its promise, by events only: nothing here takes time into account.
//! It needs no change.

use std::iter;
use std::panic;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread;

use crate::Semaphore;

/// Puts a semaphore of `permits` to the test with so many workers, and prints what was seen.
pub fn run(workers: usize, permits: usize) {
    let semaphore = Semaphore::new(permits);

    let taken: Vec<_> = iter::from_fn(|| semaphore.try_acquire()).take(permits + 1).collect();
    println!("{} tries: {} permits", permits + 1, taken.len());
    drop(taken);

    let room = Room::default();
    let (when_full, done) = thread::scope(|scope| {
        let semaphore = &semaphore;
        let room = &room;
        let threads: Vec<_> = (0..workers).map(|number| scope.spawn(move || work(number, semaphore, room))).collect();

        room.wait_until_inside(permits);
        let when_full = if semaphore.try_acquire().is_none() { "refused" } else { "got one more" };
        room.open();
        (when_full, threads.into_iter().filter_map(|thread| thread.join().ok()).count())
    });
    println!("try while full: {when_full}");
    println!("{workers} workers: peak {}, done {done}, failed {}", room.peak(), workers - done);

    let free: Vec<_> = iter::from_fn(|| semaphore.try_acquire()).take(workers + permits).collect();
    println!("free at the end: {}", free.len());
}

/// One worker. The first of them fails while it holds its permit.
fn work(number: usize, semaphore: &Semaphore, room: &Room) {
    let _permit = semaphore.acquire();
    room.enter();
    room.wait_until_open();
    room.leave();
    if number == 0 {
        panic::resume_unwind(Box::new("failed")); // a panic without its message on standard error
    }
}

/// Counts who is inside, and keeps them there until it is opened.
#[derive(Default)]
struct Room {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    inside: usize,
    peak: usize,
    open: bool,
}

impl Room {
    fn enter(&self) {
        self.change(|state| {
            state.inside += 1;
            state.peak = state.peak.max(state.inside);
        });
    }

    fn leave(&self) {
        self.change(|state| state.inside -= 1);
    }

    fn open(&self) {
        self.change(|state| state.open = true);
    }

    fn wait_until_inside(&self, count: usize) {
        self.wait_until(|state| state.inside >= count);
    }

    fn wait_until_open(&self) {
        self.wait_until(|state| state.open);
    }

    fn peak(&self) -> usize {
        self.lock().peak
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    fn wait_until(&self, holds: impl Fn(&State) -> bool) {
        let waited = self.changed.wait_while(self.lock(), |state| !holds(state));
        drop(waited.expect("nobody panics in the room"));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics in the room")
    }
}
