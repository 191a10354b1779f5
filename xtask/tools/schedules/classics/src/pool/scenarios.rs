//! What must hold for any pool of workers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::part::Pool;

/// Two workers do four jobs, and then the pool is closed.
pub fn four_jobs() {
    let done = Arc::new(AtomicU32::new(0));
    let pool = Pool::new(2);
    for _ in 0..4 {
        let done = Arc::clone(&done);
        pool.submit(move || {
            done.fetch_add(1, Ordering::SeqCst);
        });
    }
    pool.close();
    assert_eq!(done.load(Ordering::SeqCst), 4, "how many jobs are done");
}
