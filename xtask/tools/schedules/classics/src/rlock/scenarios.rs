//! What must hold for any lock that its owner may take again.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use super::part::RLock;

/// Each of two threads takes the lock twice and gives it back twice.
pub fn twice() {
    let lock = RLock::new();
    let inside = AtomicU32::new(0);
    let work = || {
        lock.acquire();
        lock.acquire();
        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "how many others are inside");
        lock.release();
        inside.fetch_sub(1, Ordering::SeqCst);
        lock.release();
    };
    thread::scope(|scope| {
        thread::Builder::new().name("kant".into()).spawn_scoped(scope, work).unwrap();
        thread::Builder::new().name("plato".into()).spawn_scoped(scope, work).unwrap();
    });
}
