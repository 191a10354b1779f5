//! count_cost: two threads count to 200,000 together, in four ways. One is wrong, and they don't cost the same.
//!
//! ```console
//! $ count_cost
//! load, then store:     {:int} of 200000, {:int} ns each
//! fetch_add:            200000 of 200000, {:int} ns each
//! Mutex:                200000 of 200000, {:int} ns each
//! own counts, added up: 200000 of 200000, {:int} ns each
//! ```
//!
//! Notice the first number. To add is to read, to add and to write; if both read the same, one of the two is lost. How
//! many are lost is luck (with one processor maybe none), which is why the other lines, and not a test, are the cure.
//! In Python `x += 1` on a global is this line, in spite of the interpreter's lock.
//!
//! And notice the last: what isn't shared needs no protection and costs nothing. Let each thread work on its own and
//! join the results, as `gil_free` does. The prices are those of your machine and of a build without optimisation.
//!
//! Try this: give each thread a pause of a microsecond between two steps: what does the lock cost now, when hardly
//! anybody waits for it?

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Barrier, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

const EACH: u32 = 100_000;

fn main() {
    let shared = AtomicU32::new(0);
    let lossy = || (0..EACH).for_each(|_| shared.store(shared.load(Ordering::Relaxed) + 1, Ordering::Relaxed));
    measure("load, then store:", || shared.load(Ordering::Relaxed), lossy);

    let atomic = AtomicU32::new(0);
    let add = || (0..EACH).for_each(|_| _ = atomic.fetch_add(1, Ordering::Relaxed));
    measure("fetch_add:", || atomic.load(Ordering::Relaxed), add);

    let locked = Mutex::new(0);
    let lock = || locked.lock().unwrap_or_else(PoisonError::into_inner);
    measure("Mutex:", || *lock(), || (0..EACH).for_each(|_| *lock() += 1));

    let total = AtomicU32::new(0);
    let own = || {
        let mut mine = 0;
        (0..EACH).for_each(|_| mine += 1);
        total.fetch_add(mine, Ordering::Relaxed);
    };
    measure("own counts, added up:", || total.load(Ordering::Relaxed), own);
}

/// Runs `count` in two threads at once; then `result` is what they have come to.
fn measure(what: &str, result: impl Fn() -> u32, count: impl Fn() + Sync) {
    let both_are_here = Barrier::new(2);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                both_are_here.wait();
                count();
            });
        }
    });
    let each_ns = start.elapsed().as_nanos() / u128::from(2 * EACH);
    println!("{what:<21} {} of {}, {each_ns} ns each", result(), 2 * EACH);
}
