//! What holds for every semaphore, whatever the order in which its threads go on.

use std::iter;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Scope};

use super::semaphore::Semaphore;

/// Three threads want to be where two may be.
pub fn three_for_two() {
    let semaphore = &Semaphore::new(2);
    let inside = &AtomicUsize::new(0);
    thread::scope(|scope| {
        for name in ["thread-1", "thread-2", "thread-3"] {
            start(scope, name, || {
                let _permit = semaphore.acquire();
                stay(inside, 2);
            });
        }
    });
    assert_eq!(free(semaphore), 2, "how many permits are free when all have been given back");
}

/// Two threads want a permit while there is none, and two come back, one right after the other.
pub fn two_wait() {
    let semaphore = &Semaphore::new(2);
    let first = semaphore.acquire();
    let second = semaphore.acquire();
    thread::scope(|scope| {
        for name in ["thread-1", "thread-2"] {
            start(scope, name, || drop(semaphore.acquire()));
        }
        drop(first);
        drop(second);
    });
    assert_eq!(free(semaphore), 2, "how many permits are free when all have been given back");
}

/// A thread waits for the only permit. It comes back, and somebody else tries to be faster.
pub fn snatched() {
    let semaphore = &Semaphore::new(1);
    let inside = &AtomicUsize::new(0);
    let held = semaphore.acquire();
    thread::scope(|scope| {
        start(scope, "waiting", || {
            let _permit = semaphore.acquire();
            stay(inside, 1);
        });
        drop(held);
        if let Some(_permit) = semaphore.try_acquire() {
            stay(inside, 1);
        }
    });
    assert_eq!(free(semaphore), 1, "how many permits are free when all have been given back");
}

/// Two threads try, while a third holds one of two permits.
pub fn tries() {
    let semaphore = &Semaphore::new(2);
    let held = semaphore.acquire();
    let got = AtomicUsize::new(0);
    let inside = &AtomicUsize::new(1);
    thread::scope(|scope| {
        for name in ["thread-1", "thread-2"] {
            start(scope, name, || {
                if let Some(_permit) = semaphore.try_acquire() {
                    got.fetch_add(1, Ordering::SeqCst);
                    stay(inside, 2);
                }
            });
        }
    });
    assert!(got.into_inner() > 0, "one permit was free, two threads tried for it, and neither got it");
    drop(held);
    assert_eq!(free(semaphore), 2, "how many permits are free when all have been given back");
}

/// A thread panics while it holds one of two permits; then all are tried for.
pub fn its_holder_panics() {
    let semaphore = &Semaphore::new(2);
    thread::scope(|scope| {
        start(scope, "failing", || {
            let failed = panic::catch_unwind(AssertUnwindSafe(|| {
                let _permit = semaphore.acquire();
                panic::resume_unwind(Box::new("failed"))
            }));
            assert!(failed.is_err(), "the panic goes on");
        });
    });
    assert_eq!(free(semaphore), 2, "how many permits are free when one has been given back by a panic");
}

/// Is inside, where so many may be.
fn stay(inside: &AtomicUsize, most: usize) {
    let now = inside.fetch_add(1, Ordering::SeqCst) + 1;
    assert!(now <= most, "{now} have a permit, and there is no more than {most}");
    inside.fetch_sub(1, Ordering::SeqCst);
}

/// How many permits can be had.
fn free(semaphore: &Semaphore) -> usize {
    let permits: Vec<_> = iter::from_fn(|| semaphore.try_acquire()).take(9).collect();
    permits.len()
}

/// A thread that the story calls by its name.
fn start<'scope>(scope: &'scope Scope<'scope, '_>, name: &str, work: impl FnOnce() + Send + 'scope) {
    thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, work).expect("a thread can be started");
}
