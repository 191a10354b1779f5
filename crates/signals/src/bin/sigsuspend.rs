//! sigsuspend: holds the signal back, looks, and lets it through in the same instant in which it begins to wait.
//!
//! ```console
//! $ sigsuspend
//! looked: nothing yet
//! USR1 comes
//! sigsuspend
//! it came
//! ```
//!
//! Notice the order: held back first, looked at second. What comes after that stays pending; `sigsuspend` exchanges the
//! mask and waits in one step, so the handler runs inside it, and it returns. `ppoll` and `pselect` do the same for who
//! waits for descriptors as well. A self-pipe needs none of that: the byte stays in the pipe until somebody reads it.
//!
//! Compare: `pause_too_late`. Try this: leave out the `mask`. Which of the two programs do you have then?

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use signals_lesson::{alarm_after, handle, mask, raise, set_of};

const WATCHDOG_MS: i64 = 10_000;

static CAME: AtomicBool = AtomicBool::new(false);

extern "C" fn note(_signal: libc::c_int) {
    CAME.store(true, Ordering::Relaxed);
}

fn main() -> anyhow::Result<()> {
    handle(libc::SIGUSR1, note, 0).context("sigaction")?;
    mask(libc::SIG_BLOCK, libc::SIGUSR1).context("pthread_sigmask")?;
    alarm_after(WATCHDOG_MS).context("setitimer")?; // not needed, and shown so
    while !CAME.load(Ordering::Relaxed) {
        println!("looked: nothing yet");

        println!("USR1 comes"); // from anybody, at the worst moment
        raise(libc::SIGUSR1).context("raise")?;

        println!("sigsuspend");
        let nothing_held_back = set_of(&[]).context("sigemptyset")?;
        // SAFETY: the set outlives the call. It returns when a handler has run, always with EINTR.
        unsafe { libc::sigsuspend(&nothing_held_back) };
    }
    println!("it came");
    Ok(())
}
