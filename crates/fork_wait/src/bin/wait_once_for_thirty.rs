//! wait_once_for_thirty: the book's handler waits once for each SIGCHLD. Thirty children end, and one is waited for.
//!
//! ```console
//! $ wait_once_for_thirty
//! 30 children have ended
//! the handler has run 1 time and reaped 1
//! 29 zombies are left
//! @leaves zombies
//! ```
//!
//! Notice that nothing here is bad luck. The signal is blocked while the children end, as it is while any handler runs
//! or while the program is stopped; what was pending once is delivered once. In the book's own program, in Python, the
//! thirty lost 24 to 29 of their number in each of five runs: it depends on how many end while the interpreter is
//! busy.
//!
//! Try this: raise the number to 300, and lower it to 1. With which number would a tester have noticed? Erratum: E57.
//! Compare: `reap_thirty`, the same with a loop, and `sigchld_merge`, which counts.

use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context;
use fork_wait_lesson::{fork_child, wait_until_ended};
use nix::sys::signal::{SaFlags, SigAction, SigHandler, SigSet, Signal, sigaction};

const CHILDREN: u32 = 30;

static RUNS: AtomicU32 = AtomicU32::new(0);
static REAPED: AtomicU32 = AtomicU32::new(0);

/// The book's handler: one signal, one wait.
extern "C" fn wait_once(_signal: libc::c_int) {
    RUNS.fetch_add(1, Ordering::Relaxed);
    // SAFETY: a null status says that we don't ask for it; wait is allowed in a handler.
    if unsafe { libc::wait(std::ptr::null_mut()) } > 0 {
        REAPED.fetch_add(1, Ordering::Relaxed);
    }
}

fn main() -> anyhow::Result<()> {
    let action = SigAction::new(SigHandler::Handler(wait_once), SaFlags::SA_RESTART, SigSet::empty());
    // SAFETY: the handler does nothing but what is allowed in one: wait, and atomics.
    unsafe { sigaction(Signal::SIGCHLD, &action) }.context("sigaction")?;

    let sigchld = SigSet::from(Signal::SIGCHLD);
    sigchld.thread_block().context("block SIGCHLD")?;
    for _ in 0..CHILDREN {
        let child = fork_child(|| 0).context("fork")?;
        wait_until_ended(child).context("waitid")?;
    }
    println!("{CHILDREN} children have ended");
    sigchld.thread_unblock().context("unblock SIGCHLD")?; // the handler runs before this returns

    let (runs, reaped) = (RUNS.load(Ordering::Relaxed), REAPED.load(Ordering::Relaxed));
    println!("the handler has run {runs} time and reaped {reaped}");
    println!("{} zombies are left", CHILDREN - reaped);
    Ok(()) // process 1 inherits them and waits; a server would not end
}
