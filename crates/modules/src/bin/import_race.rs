//! import_race: two threads need the same module for the first time. First the mistake, then the repair.
//!
//! ```console
//! $ import_race
//! check, then load: loaded 2 times
//! LazyLock: loaded 1 time
//! ```
//!
//! Notice where the barrier stands: between the question "is it loaded?" and the answer's use. That is where a
//! scheduler may stop a thread at any time; here it always does, so that the mistake shows in every run and not in one
//! of a million. The flag is atomic, and it does not help: each step is safe, the two steps together are not.
//!
//! `LazyLock` makes them one. The first to come loads, everybody else sleeps until the value is there. Python does the
//! same with a lock around each import.
//!
//! Try this: give `load` a panic. A second access to the `LazyLock` panics too: it is poisoned for good. Python would
//! run the body again at the next import, and so does `OnceLock::get_or_init`.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Barrier, LazyLock};
use std::thread;

/// Stands for the body of a module; the counter tells how often it ran.
fn load(counter: &AtomicUsize) {
    counter.fetch_add(1, Ordering::SeqCst);
}

fn check_then_load() -> usize {
    let (loaded, counter, between) = (AtomicBool::new(false), AtomicUsize::new(0), Barrier::new(2));
    let import = || {
        if !loaded.load(Ordering::SeqCst) {
            between.wait(); // both have asked, neither has answered
            load(&counter);
            loaded.store(true, Ordering::SeqCst);
        }
    };
    thread::scope(|scope| {
        scope.spawn(import);
        scope.spawn(import);
    });
    counter.into_inner()
}

fn lazy_lock() -> usize {
    let (counter, start) = (AtomicUsize::new(0), Barrier::new(2));
    let module = LazyLock::new(|| load(&counter));
    let import = || {
        start.wait(); // both arrive together
        LazyLock::force(&module);
    };
    thread::scope(|scope| {
        scope.spawn(import);
        scope.spawn(import);
    });
    counter.load(Ordering::SeqCst)
}

fn main() {
    println!("check, then load: loaded {} times", check_then_load());
    println!("LazyLock: loaded {} time", lazy_lock());
}
