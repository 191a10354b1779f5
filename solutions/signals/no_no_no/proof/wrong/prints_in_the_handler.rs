//! verdict: signaled
//! Believes that a handler may do whatever the program may, println! among it.

use std::convert::Infallible;
use std::io;
use std::process::{self, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context;
use libc::c_int;

static INTERRUPTS: AtomicUsize = AtomicUsize::new(0);

fn main() -> ExitCode {
    let Err(error) = refuse();
    eprintln!("no_no_no: {error:#}");
    ExitCode::FAILURE
}

extern "C" fn on_interrupt(signal: c_int) {
    if INTERRUPTS.fetch_add(1, Ordering::Relaxed) < 3 {
        println!("no no no..");
        return;
    }
    let _ = set_action(signal, libc::SIG_DFL);
    unsafe { libc::raise(signal) };
}

fn refuse() -> anyhow::Result<Infallible> {
    set_action(libc::SIGINT, on_interrupt as extern "C" fn(c_int) as usize).context("sigaction")?;
    println!("ready {}", process::id());
    loop {
        unsafe { libc::pause() };
    }
}

/// Sets what happens when `signal` comes: a handler, `libc::SIG_IGN` or `libc::SIG_DFL`.
fn set_action(signal: c_int, action: libc::sighandler_t) -> io::Result<()> {
    // SAFETY: all zeroes is a valid sigaction (an empty mask), filled in before use.
    let set = unsafe {
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction = action;
        new.sa_flags = libc::SA_RESTART;
        libc::sigaction(signal, &new, std::ptr::null_mut())
    };
    if set == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
