//! greedy_lock: two threads want the same lock again and again; how many turns has each? With std's Mutex, and with one
//! that is handed over.
//!
//! ```console
//! $ greedy_lock
//! std Mutex, dropped:             greedy {:int} turns, polite {:int}
//! parking_lot, dropped:           greedy {:int} turns, polite {:int}
//! parking_lot, handed over:       greedy {:int} turns, polite {:int}
//! ```
//!
//! Notice the first line: the greedy thread takes the lock again at once, the polite one offers its processor to others
//! in between. A lock that is free belongs to whoever comes first, and the one who has just let go is already there,
//! while the other has yet to be woken. This is called *barging*, and it is on purpose: handing over costs a switch of
//! threads each time.
//!
//! `unlock_fair` of the crate `parking_lot` gives the lock to who waits longest. Its ordinary unlock does so now and
//! then, about every half millisecond, so that nobody starves for good.
//!
//! The numbers are yours: they differ from run to run and between machines, nothing checks them.
//!
//! Try this: let the polite one sleep instead of yield. Then swap `turn` for something that takes longer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const EACH: Duration = Duration::from_millis(20);

fn main() {
    let std_lock = std::sync::Mutex::new(());
    compete("std Mutex, dropped:", || {
        let _guard = std_lock.lock();
        turn();
    });

    let lock = parking_lot::Mutex::new(());
    compete("parking_lot, dropped:", || {
        let _guard = lock.lock();
        turn();
    });
    compete("parking_lot, handed over:", || {
        let guard = lock.lock();
        turn();
        parking_lot::MutexGuard::unlock_fair(guard);
    });
}

/// Keeps the processor for a moment, as work would.
fn turn() {
    let start = Instant::now();
    while start.elapsed() < Duration::from_micros(20) {}
}

fn compete(what: &str, with_lock: impl Fn() + Sync) {
    let over = AtomicBool::new(false);
    let turns = |pause: fn()| {
        let mut turns = 0;
        while !over.load(Ordering::Relaxed) {
            with_lock();
            pause();
            turns += 1;
        }
        turns
    };
    let (greedy, polite) = thread::scope(|scope| {
        let greedy = scope.spawn(|| turns(|| ()));
        let polite = scope.spawn(|| turns(thread::yield_now));
        #[expect(clippy::disallowed_methods, reason = "it is measured what they do in this time")]
        thread::sleep(EACH);
        over.store(true, Ordering::Relaxed);
        (greedy.join().expect("it cannot panic"), polite.join().expect("it cannot panic"))
    });
    println!("{what:<31} greedy {greedy} turns, polite {polite}");
}
