//! no_no_no: refuse Ctrl-C three times, then go as asked.

use std::convert::Infallible;
use std::io::{self, Read};
use std::os::fd::IntoRawFd;
use std::process::{self, ExitCode};
use std::sync::atomic::{AtomicI32, Ordering};

use anyhow::{Context, bail};
use libc::c_int;

/// How often Ctrl-C is refused.
const REFUSALS: usize = 3;

/// The write end of the pipe on which main waits, for the handler.
static INTERRUPTS: AtomicI32 = AtomicI32::new(-1);

fn main() -> ExitCode {
    let Err(error) = refuse();
    eprintln!("no_no_no: {error:#}");
    ExitCode::FAILURE
}

/// The least that tells main: one byte. Printing is left to main, since the handler may run while main holds a lock.
extern "C" fn on_interrupt(_signal: c_int) {
    // SAFETY: write is one of the calls that a handler may make, with one byte of memory that is valid. The errno that it
    // may change is put back for whoever was interrupted.
    unsafe {
        let errno = *libc::__errno_location();
        libc::write(INTERRUPTS.load(Ordering::Relaxed), b"!".as_ptr().cast(), 1);
        *libc::__errno_location() = errno;
    }
}

fn refuse() -> anyhow::Result<Infallible> {
    let (mut reader, writer) = io::pipe().context("pipe")?;
    INTERRUPTS.store(writer.into_raw_fd(), Ordering::Relaxed); // the pipe first, it is open until the end
    set_action(libc::SIGINT, on_interrupt as extern "C" fn(c_int) as usize).context("sigaction")?;
    println!("ready {}", process::id());

    let mut byte = [0];
    for _ in 0..REFUSALS {
        reader.read_exact(&mut byte).context("read")?;
        println!("no no no..");
    }
    reader.read_exact(&mut byte).context("read")?;

    // Not an exit code of 130: only a death by signal tells a shell that it was Ctrl-C. The default, not what was set
    // before us: that may have been to ignore it.
    set_action(libc::SIGINT, libc::SIG_DFL).context("sigaction")?;
    // SAFETY: takes a number and touches no memory of ours.
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
