//! late_handler: a handler runs at once, also in the middle of a long computation. Late is whoever looks at its flag.
//!
//! ```console
//! $ late_handler
//! the alarm was set to 10 ms; the handler ran after {ran:float} ms
//! main looks after each piece of work; it noticed {late:float} ms later
//! ```
//!
//! Notice the two figures. The first is the kernel's: it interrupts whatever the thread does, as soon as the thread has
//! a processor. The second is your design: main looks at the flag when a piece of work is done, so the pieces decide
//! how long Ctrl-C takes. Make them small enough for a person (100 ms) or for whoever sends KILL after TERM (often 10
//! s).
//!
//! In Python the second delay is built in. The real handler sets a flag, the interpreter looks at it between two
//! instructions, and an instruction may be `sorted` of a million items.
//!
//! *Erratum.* E28: the slides name the matching of a regular expression as such a long instruction. 2.7's `re` looks
//! for signals in between; `sum(xrange(..))` and `sorted` do not. The page has the figures.
//!
//! Try this: ten times the work in a piece; a tenth of it. Which figure changes?

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context;
use signals_lesson::{alarm_after, handle};

const ALARM_MS: i64 = 10;
const PIECE: u64 = 300_000;

/// When the handler ran; 0 for not yet.
static RAN_AT_NS: AtomicU64 = AtomicU64::new(0);

extern "C" fn note_the_time(_signal: libc::c_int) {
    RAN_AT_NS.store(now_ns(), Ordering::Relaxed);
}

fn main() -> anyhow::Result<()> {
    handle(libc::SIGALRM, note_the_time, 0).context("sigaction")?;
    let started_ns = now_ns();
    alarm_after(ALARM_MS).context("setitimer")?;

    let ran_at_ns = loop {
        black_box((0..PIECE).fold(0, |sum: u64, n| sum ^ black_box(n))); // a piece of work
        match RAN_AT_NS.load(Ordering::Relaxed) {
            0 => {}
            ran_at_ns => break ran_at_ns,
        }
    };
    let ran_after_ms = (ran_at_ns - started_ns) as f64 / 1e6;
    let noticed_later_ms = (now_ns() - ran_at_ns) as f64 / 1e6;
    println!("the alarm was set to {ALARM_MS} ms; the handler ran after {ran_after_ms:.2} ms");
    println!("main looks after each piece of work; it noticed {noticed_later_ms:.2} ms later");
    Ok(())
}

/// A clock that a handler may ask: clock_gettime is on the list of signal-safety(7).
fn now_ns() -> u64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: now outlives the call; the clock exists everywhere.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut now) };
    now.tv_sec as u64 * 1_000_000_000 + now.tv_nsec as u64
}
