//! failed_start: a module's set-up fails the first time and would succeed the second. Who gives it a second chance?
//!
//! ```console
//! $ failed_start
//! LazyLock, 1st use: failed; the set-up ran 1 time
//! LazyLock, 2nd use: failed; the set-up ran 1 time
//! OnceLock, 1st use: failed; the set-up ran 1 time
//! OnceLock, 2nd use: ready; the set-up ran 2 times
//! 2> ...
//! ```
//!
//! Notice the second line: nothing was tried. A `LazyLock` whose closure has panicked is poisoned, and every later
//! use panics too, until the process ends. Right for a constant that is wrong in itself, as a pattern with a slip.
//! Wrong for what depends on the world: the database that was not up yet at six in the morning.
//!
//! `OnceLock::get_or_init` tries again at the next use. So does Python: a module whose body raises is not put into
//! `sys.modules`, and the next import runs it once more.
//!
//! Better than both is a set-up in `main` that returns a `Result`, before the first request is served.
//!
//! Try this: let the first use of the `OnceLock` come from two threads at once. Who sees the panic, who gets the value?

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, OnceLock};

/// Fails when it is called for the first time.
fn set_up(runs: &AtomicU32) -> u32 {
    let run = runs.fetch_add(1, Ordering::Relaxed) + 1;
    assert!(run > 1, "the database is not up yet");
    run
}

fn tell(who: &str, runs: &AtomicU32, first_use: impl Fn() -> u32) {
    for nth in ["1st", "2nd"] {
        // Stands for a server that survives a request that panics.
        let outcome = if catch_unwind(AssertUnwindSafe(&first_use)).is_ok() { "ready" } else { "failed" };
        let runs = runs.load(Ordering::Relaxed);
        println!("{who}, {nth} use: {outcome}; the set-up ran {runs} time{}", if runs == 1 { "" } else { "s" });
    }
}

fn main() {
    let runs = AtomicU32::new(0);
    let lazy = LazyLock::new(|| set_up(&runs));
    tell("LazyLock", &runs, || *lazy);

    let runs = AtomicU32::new(0);
    let once = OnceLock::new();
    tell("OnceLock", &runs, || *once.get_or_init(|| set_up(&runs)));
}
