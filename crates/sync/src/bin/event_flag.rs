//! event_flag: an event is a flag under a lock, and a place to sleep until it is set. All of Python's `Event`.
//!
//! ```console
//! $ event_flag
//! at first: false
//! wait for 20 ms: false
//! 4 threads wait; set: 4 went on
//! it stays set: wait says true, at once
//! cleared: false
//! ```
//!
//! Notice the difference to a notification. That is for those who sleep now; the flag stays, so it doesn't matter which
//! of the four slept already when it was set, and which came later. That makes an event the right thing for what
//! happens once and is then true: *ready*, *stop*, *the configuration is read*.
//!
//! And notice what a wait with a timeout answers: the flag. `wait_timeout_while` counts its time once, however often it
//! wakes, and looks a last time at the end; so `true` never means *perhaps*.
//!
//! An event that is cleared again is harder than it looks: a thread that was slow to wake finds it cleared, and sleeps
//! on. If things happen more than once, count them, or send them through a queue.
//!
//! *Erratum.* E83: the book has `wait` come back when the flag is set or the time is up, and doesn't say that it tells
//! which. E92: the lab sheet's `wait([timeout=SECONDS])` is a notation, not something to type.
//!
//! Try this: `notify_one` in place of `notify_all`. Then make it a type with four methods: the exercise `stoppable`.

use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::anyhow;

fn main() -> anyhow::Result<()> {
    let flag = Mutex::new(false);
    let changed = Condvar::new();

    let lock = || flag.lock().unwrap_or_else(PoisonError::into_inner);
    let wait = || *changed.wait_while(lock(), |set| !*set).unwrap_or_else(PoisonError::into_inner);
    let wait_for = |timeout: Duration| {
        let (set, _) = changed.wait_timeout_while(lock(), timeout, |set| !*set).unwrap_or_else(PoisonError::into_inner);
        *set
    };

    println!("at first: {}", *lock());
    println!("wait for 20 ms: {}", wait_for(Duration::from_millis(20)));

    let went_on = thread::scope(|scope| {
        let waiters: Vec<_> = (0..4).map(|_| scope.spawn(wait)).collect();
        *lock() = true;
        changed.notify_all();
        let ended = waiters.into_iter().map(|waiter| waiter.join().map_err(|_| anyhow!("join: a waiter panicked")));
        ended.collect::<anyhow::Result<Vec<bool>>>()
    })?;
    println!("{} threads wait; set: {} went on", went_on.len(), went_on.iter().filter(|set| **set).count());
    println!("it stays set: wait says {}, at once", wait_for(Duration::ZERO));

    *lock() = false;
    println!("cleared: {}", *lock());
    Ok(())
}
