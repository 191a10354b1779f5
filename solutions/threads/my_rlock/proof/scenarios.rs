//! What must hold for any lock that its owner may take again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::rlock::RLock;

/// Two threads take the lock twice each, one inside the other, and give it back twice.
pub fn two_take_it_twice() {
    let place = Place::new();
    let work = || {
        place.lock.acquire();
        place.enter();
        place.lock.acquire();
        give_back(&place.lock);
        place.leave();
        give_back(&place.lock);
    };
    together([("kant", &work), ("plato", &work)]);
    assert!(place.lock.try_acquire(), "all have given the lock back, and it cannot be taken");
}

/// Three threads want the lock, and each gets it in the end.
pub fn three_in_turn() {
    let place = Place::new();
    let work = || {
        place.lock.acquire();
        place.enter();
        place.leave();
        give_back(&place.lock);
    };
    together([("kant", &work), ("plato", &work), ("hegel", &work)]);
}

/// The owner gives back one of two, and still has the lock. Another thread waits for it, a third one tries.
pub fn one_of_two_given_back() {
    let place = Place::new();
    let owner = || {
        place.lock.acquire();
        place.lock.acquire();
        place.enter();
        give_back(&place.lock);
        place.leave();
        give_back(&place.lock);
    };
    let waits = || {
        place.lock.acquire();
        place.enter();
        place.leave();
        give_back(&place.lock);
    };
    let tries = || {
        if place.lock.try_acquire() {
            place.enter();
            place.leave();
            give_back(&place.lock);
        }
    };
    together([("owner", &owner), ("waits", &waits), ("tries", &tries)]);
}

/// The owner tries for its own lock while another thread waits for it and comes and goes.
pub fn the_owner_tries() {
    let place = Place::new();
    let owner = || {
        place.lock.acquire();
        assert!(place.lock.try_acquire(), "the owner tries for its own lock and is refused");
        place.enter();
        place.leave();
        give_back(&place.lock);
        give_back(&place.lock);
    };
    together([("kant", &owner), ("plato", &owner)]);
}

/// Somebody gives back a lock that is not his, while the owner has it and another thread waits.
pub fn a_stranger_gives_back() {
    let place = Place::new();
    let work = || {
        place.lock.acquire();
        place.enter();
        place.leave();
        give_back(&place.lock);
    };
    let stranger = || {
        assert!(place.lock.release().is_err(), "a thread that does not own the lock gives it back, and is not refused");
    };
    together([("kant", &work), ("plato", &work), ("stranger", &stranger)]);
}

/// A lock, and who is in the section that it protects.
struct Place {
    lock: RLock,
    is_taken: AtomicBool,
}

impl Place {
    fn new() -> Place {
        Place { lock: RLock::new(), is_taken: AtomicBool::new(false) }
    }

    fn enter(&self) {
        assert!(!self.is_taken.swap(true, Ordering::SeqCst), "{} gets the lock while another thread has it", name());
    }

    fn leave(&self) {
        self.is_taken.store(false, Ordering::SeqCst);
    }
}

fn give_back(lock: &RLock) {
    assert!(lock.release().is_ok(), "{} gives back the lock that it owns, and is refused", name());
}

fn name() -> String {
    thread::current().name().unwrap_or("main").to_owned()
}

/// Runs each of them in a thread of that name.
fn together<const N: usize>(works: [(&str, &(dyn Fn() + Sync)); N]) {
    thread::scope(|scope| {
        for (name, work) in works {
            thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, work).expect("one more thread");
        }
    });
}
