//! lock_basics: a Mutex owns what it protects. Take it, try it, lose it to a panic, get it back.
//!
//! ```console
//! $ lock_basics
//! main holds the lock
//! another thread tries: it is taken
//! main has let go
//! another thread tries: it got 1
//! a thread panics in the middle
//! main finds the lock poisoned, with 100 inside
//! main repairs it: 2
//! 2> ...
//! ```
//!
//! Notice that there is no `unlock` to forget: the lock is free again when its guard goes out of scope, on every way
//! out, a panic too. The value lives inside the Mutex, so it cannot be reached without the lock. And a panic leaves a
//! mark: whoever comes next is told that the value may be half changed, and decides what to do about it.
//!
//! *Erratum.* E75: the book says that `acquire()` does not wait unless asked to. It waits; `acquire(0)`, here
//! `try_lock`, does not. E88: the lab sheet's acquire .. release, without `finally`, stays locked for ever if the
//! section in between fails.
//!
//! Try this: hold the guard of the first step to the end of main (delete the `drop`). Which line comes last?

use std::sync::{Mutex, PoisonError, TryLockError};
use std::thread;

fn main() {
    let counter = Mutex::new(0);

    let mut guard = counter.lock().expect("nobody has panicked yet");
    *guard += 1;
    println!("main holds the lock");
    another_tries(&counter);
    drop(guard);
    println!("main has let go");
    another_tries(&counter);

    println!("a thread panics in the middle");
    thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let mut guard = counter.lock().expect("nobody has panicked yet");
            *guard = 100; // half of a change ..
            panic!("and never the other half");
        });
        assert!(thread.join().is_err(), "it panics");
    });

    let mut guard = counter.lock().unwrap_or_else(|poison: PoisonError<_>| {
        println!("main finds the lock poisoned, with {} inside", poison.get_ref());
        poison.into_inner()
    });
    *guard = 2;
    counter.clear_poison();
    drop(guard);
    println!("main repairs it: {}", counter.lock().expect("the poison is cleared"));
}

fn another_tries(counter: &Mutex<i32>) {
    let try_once = || match counter.try_lock() {
        Ok(value) => println!("another thread tries: it got {value}"),
        Err(TryLockError::WouldBlock) => println!("another thread tries: it is taken"),
        Err(TryLockError::Poisoned(_)) => println!("another thread tries: it is poisoned"),
    };
    thread::scope(|scope| {
        scope.spawn(try_once);
    });
}
