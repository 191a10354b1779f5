//! display_time: two threads tell the time, each at its own pace, and main waits for both.
//!
//! ```console
//! $ display_time
//! @interleave
//! @stream tick
//! @for i in 1..3: tick {i}: {:/[0-9]+:[0-9]+:[0-9]+/} UTC
//! @stream tock
//! @for i in 1..3: tock {i}: {:/[0-9]+:[0-9]+:[0-9]+/} UTC
//! @end
//! main: they told the time 6 times
//! ```
//!
//! Notice what is whose. Each thread counts in a local variable, on a stack of its own; both add to one static, which
//! all threads see. Each keeps its own order, but how the two mix is the system's affair and differs from run to run:
//! it may take the processor from a thread at any moment (it is *pre-emptive*).
//!
//! `spawn` is given a closure, and a thread's arguments are what the closure takes along. It runs at once; there is no
//! second call to start it. And main sleeps in `join` until it is over.
//!
//! *Erratum.* E25: the documents pass `(parameters)`, which is no tuple without a comma. E74: the book keeps main alive
//! with an empty endless loop, which costs a processor; see `join_spin`.
//!
//! Try this: take away the loop that joins. What is printed, and why? Then give one of the threads a `move` less.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, anyhow};

/// How often the time was told, by all threads together.
static TOLD: AtomicU32 = AtomicU32::new(0);

fn main() -> anyhow::Result<()> {
    let mut threads = Vec::new();
    for (prefix, pause) in [("tick", Duration::from_millis(10)), ("tock", Duration::from_millis(15))] {
        threads.push(thread::spawn(move || display_time(prefix, pause)));
    }
    for thread in threads {
        thread.join().map_err(|_| anyhow!("join: the thread panicked"))??;
    }
    println!("main: they told the time {} times", TOLD.load(Ordering::Relaxed));
    Ok(())
}

fn display_time(prefix: &str, pause: Duration) -> anyhow::Result<()> {
    for own in 1..=3 {
        let second = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970")?.as_secs();
        println!("{prefix} {own}: {}:{:02}:{:02} UTC", second / 3600 % 24, second / 60 % 60, second % 60);
        TOLD.fetch_add(1, Ordering::Relaxed);
        #[expect(
            clippy::disallowed_methods,
            reason = "a clock that ticks is what is shown; the result does not hang on it"
        )]
        thread::sleep(pause);
    }
    Ok(())
}
