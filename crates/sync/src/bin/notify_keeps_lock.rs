//! notify_keeps_lock: what `wait` gives away and `notify_one` doesn't: the lock.
//!
//! ```console
//! $ notify_keeps_lock
//! waiter: has the lock, and waits
//! main: has the lock, so wait has given it away
//! main: has notified, and still has the lock
//! waiter: has the lock again
//! ```
//!
//! Notice the last two lines: they come in this order every time. A notification moves the sleeper from the one waiting
//! room to the other, from *until somebody calls* to *until the lock is free*. It runs when main lets go, here at the
//! end of the block.
//!
//! So the lock is not passed on. Between main's letting go and the waiter's turn a third thread may have it, and change
//! what the waiter was called for: one more reason to test in a loop.
//!
//! `wait` takes the guard and gives back another one. Whoever has no guard can't call it; in Python that is a
//! RuntimeError, *cannot wait on un-acquired lock*.
//!
//! Try this: drop main's guard before the notification. Is it still right? Which line can move now?

use std::sync::mpsc;
use std::sync::{Condvar, Mutex};
use std::thread;

fn main() {
    let told = Mutex::new(false);
    let changed = Condvar::new();
    let (has_it, waiter_has_it) = mpsc::channel();

    thread::scope(|scope| {
        let (told, changed) = (&told, &changed);
        scope.spawn(move || {
            let guard = told.lock().expect("nobody panics with the lock in hand");
            println!("waiter: has the lock, and waits");
            let _ = has_it.send(()); // main can't be gone: it waits for this
            let _guard = changed.wait_while(guard, |told| !*told).expect("nobody panics with the lock in hand");
            println!("waiter: has the lock again");
        });

        let _ = waiter_has_it.recv();
        let mut guard = told.lock().expect("nobody panics with the lock in hand");
        println!("main: has the lock, so wait has given it away");
        *guard = true;
        changed.notify_one();
        println!("main: has notified, and still has the lock");
    });
}
