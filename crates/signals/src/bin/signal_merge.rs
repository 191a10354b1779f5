//! signal_merge: a hundred signals are sent while they are held back; how many arrive?
//!
//! ```console
//! $ signal_merge
//! SIGUSR1: sent 100, arrived 1
//! SIGRTMIN: sent 100, arrived 100
//! ```
//!
//! Notice that a standard signal is a flag: it is pending or it is not. It says *that* something happened, not how often,
//! and carries nothing else. A program that counts signals counts wrong; one that goes to look what has happened does not.
//!
//! The real-time signals queue, up to a limit (`ulimit -i`). They are for programs that agree on them; nobody sends you
//! SIGCHLD that way.
//!
//! Try this: leave out the first `mask`. Now each signal is dealt with before `raise` returns, and none is lost. So a
//! program with this bug passes its first tests.

use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context;
use signals_lesson::{handle, mask, raise};

const SENT: u32 = 100;

static ARRIVED: AtomicU32 = AtomicU32::new(0);

extern "C" fn count(_signal: libc::c_int) {
    ARRIVED.fetch_add(1, Ordering::Relaxed);
}

fn main() -> anyhow::Result<()> {
    for (name, signal) in [("SIGUSR1", libc::SIGUSR1), ("SIGRTMIN", libc::SIGRTMIN())] {
        ARRIVED.store(0, Ordering::Relaxed);
        handle(signal, count, 0).context("sigaction")?;

        mask(libc::SIG_BLOCK, signal).context("pthread_sigmask")?;
        for _ in 0..SENT {
            raise(signal).context("raise")?;
        }
        mask(libc::SIG_UNBLOCK, signal).context("pthread_sigmask")?; // what is pending arrives before this returns

        println!("{name}: sent {SENT}, arrived {}", ARRIVED.load(Ordering::Relaxed));
    }
    Ok(())
}
