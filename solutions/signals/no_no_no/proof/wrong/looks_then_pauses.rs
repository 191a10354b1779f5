//! verdict: timed-out
//! Believes that between a look at a counter and the pause nothing can come.

use std::convert::Infallible;
use std::io;
use std::process::{self, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, bail};
use libc::c_int;

static INTERRUPTS: AtomicUsize = AtomicUsize::new(0);

fn main() -> ExitCode {
    let Err(error) = refuse();
    eprintln!("no_no_no: {error:#}");
    ExitCode::FAILURE
}

extern "C" fn on_interrupt(_signal: c_int) {
    INTERRUPTS.fetch_add(1, Ordering::Relaxed);
}

fn refuse() -> anyhow::Result<Infallible> {
    set_action(libc::SIGINT, on_interrupt as extern "C" fn(c_int) as usize).context("sigaction")?;
    println!("ready {}", process::id());

    for seen in 0..4 {
        while INTERRUPTS.load(Ordering::Relaxed) == seen {
            unsafe { libc::pause() };
        }
        if seen < 3 {
            println!("no no no..");
        }
    }

    set_action(libc::SIGINT, libc::SIG_DFL).context("sigaction")?;
    unsafe { libc::raise(libc::SIGINT) };
    bail!("SIGINT is blocked")
}

/// Sets what happens when `signal` comes: a handler, `libc::SIG_IGN` or `libc::SIG_DFL`.
fn set_action(signal: c_int, action: libc::sighandler_t) -> io::Result<()> {
    // SAFETY: all zeroes is a valid sigaction (an empty mask), filled in before use; the
    // handler only does what a handler may.
    let set = unsafe {
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction = action;
        new.sa_flags = libc::SA_RESTART;
        libc::sigaction(signal, &new, std::ptr::null_mut())
    };
    if set == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
