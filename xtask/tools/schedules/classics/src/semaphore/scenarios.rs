//! What must hold for any semaphore.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use super::part::Semaphore;

/// Three threads want two permits.
pub fn three_for_two() {
    let semaphore = Semaphore::new(2);
    let inside = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                semaphore.acquire();
                let now = inside.fetch_add(1, Ordering::SeqCst) + 1;
                assert!(now <= 2, "{now} threads have a permit, and there are two");
                inside.fetch_sub(1, Ordering::SeqCst);
                semaphore.release();
            });
        }
    });
    // Both permits are there again.
    semaphore.acquire();
    semaphore.acquire();
}

/// Two wait, and two permits are given back, one right after the other.
pub fn two_wait() {
    let semaphore = Semaphore::new(0);
    thread::scope(|scope| {
        scope.spawn(|| semaphore.acquire());
        scope.spawn(|| semaphore.acquire());
        semaphore.release();
        semaphore.release();
    });
}
