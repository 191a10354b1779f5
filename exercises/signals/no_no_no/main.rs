//! no_no_no: refuse Ctrl-C three times, then go as asked. The task is in README.md.

use std::io;
use std::process::{self, ExitCode};

use anyhow::Context;
use libc::c_int;

fn main() -> ExitCode {
    match refuse() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("no_no_no: {error:#}");
            ExitCode::FAILURE
        }
    }
}

extern "C" fn on_interrupt(_signal: c_int) {
    // TODO: tell main. What may a handler do?
}

fn refuse() -> anyhow::Result<()> {
    set_action(libc::SIGINT, on_interrupt as extern "C" fn(c_int) as usize).context("sigaction")?;
    println!("ready {}", process::id());

    // TODO: wait for the handler to tell; refuse three times.
    // TODO: then die of SIGINT.
    Ok(())
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
