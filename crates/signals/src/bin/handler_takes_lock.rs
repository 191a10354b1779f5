//! handler_takes_lock: a handler writes into a log that main is writing into. It waits for itself.
//!
//! ```console
//! $ handler_takes_lock
//! a signal while nobody holds it: 1 line in the log
//! a signal while main holds the lock of the log: ...
//! @died ALRM
//! ```
//!
//! Notice who waits for whom. The handler has interrupted main, which holds the lock, and main goes on when the handler
//! returns; the handler returns when it has the lock. One thread is enough for this deadlock. The watchdog, an alarm
//! whose default action ends the process, is all that helps.
//!
//! `println!` has such a lock, `malloc` has one, so has everything that allocates: `format!`, `Vec::push`, a panic.
//! That is why signal-safety(7) is a short list. And that is why this bug passes every test: the signal has to come in
//! the few instructions in which main holds the lock. Here `raise` sees to that.
//!
//! Compare: `alarm_wakeup` and `signal_loop`, whose handlers write a byte. Try this: `try_lock` in the handler. What is
//! lost now?

use std::sync::{Mutex, PoisonError};

use anyhow::Context;
use signals_lesson::{alarm_after, handle, raise};

const WATCHDOG_MS: i64 = 100;

static LOG: Mutex<Vec<String>> = Mutex::new(Vec::new());

extern "C" fn log_it(signal: libc::c_int) {
    // The defect, twice: it takes a lock, and it allocates.
    LOG.lock().unwrap_or_else(PoisonError::into_inner).push(format!("signal {signal}"));
}

fn main() -> anyhow::Result<()> {
    handle(libc::SIGUSR1, log_it, 0).context("sigaction")?;
    raise(libc::SIGUSR1).context("raise")?; // nobody holds the lock: it works
    println!(
        "a signal while nobody holds it: {} line in the log",
        LOG.lock().unwrap_or_else(PoisonError::into_inner).len()
    );

    let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    println!("a signal while main holds the lock of the log: ...");
    alarm_after(WATCHDOG_MS).context("setitimer")?;
    raise(libc::SIGUSR1).context("raise")?;
    log.push("main was here".to_owned());
    println!("never printed");
    Ok(())
}
