//! pause_too_late: looks whether the signal has come, and if not, waits for it. It comes in between.
//!
//! ```console
//! $ pause_too_late
//! looked: nothing yet
//! USR1 comes
//! pause
//! @died ALRM
//! ```
//!
//! Notice that no signal was lost. The handler ran and set the flag; but main had looked already, and `pause` waits for
//! the next one, which never comes. An alarm, here the watchdog, ends it. Between looking and waiting there is always
//! room for a signal, and the less room there is, the later you find out.
//!
//! Compare: `sigsuspend`, which has no such place. Try this: `while !CAME` in place of `if`. Does it help?

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use signals_lesson::{alarm_after, handle, raise};

const WATCHDOG_MS: i64 = 100;

static CAME: AtomicBool = AtomicBool::new(false);

extern "C" fn note(_signal: libc::c_int) {
    CAME.store(true, Ordering::Relaxed);
}

fn main() -> anyhow::Result<()> {
    handle(libc::SIGUSR1, note, 0).context("sigaction")?;
    if !CAME.load(Ordering::Relaxed) {
        println!("looked: nothing yet");

        println!("USR1 comes"); // from anybody, at the worst moment
        raise(libc::SIGUSR1).context("raise")?;

        println!("pause");
        alarm_after(WATCHDOG_MS).context("setitimer")?;
        // SAFETY: takes nothing. The defect: it waits for what has been.
        unsafe { libc::pause() };
    }
    println!("it came");
    Ok(())
}
