//! right: the handler counts in an atomic. SIGINT is blocked except while main is in sigsuspend, so none is missed between
//! the look at the count and the sleep.

use std::io;
use std::mem;
use std::process;
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

extern "C" fn count(_signal: libc::c_int) {
    COUNT.fetch_add(1, Ordering::Relaxed);
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let while_asleep = block_interrupt()?;
    handle_interrupt(count as extern "C" fn(libc::c_int) as usize)?;
    println!("ready {}", process::id());

    let mut refused = 0;
    loop {
        while COUNT.load(Ordering::Relaxed) == refused {
            // SAFETY: the mask is valid. It always returns -1 with EINTR, after a handler has run.
            unsafe { libc::sigsuspend(&while_asleep) };
        }
        refused += 1;
        if refused > 3 {
            break;
        }
        println!("no no no..");
    }

    handle_interrupt(libc::SIG_DFL)?;
    // SAFETY: kill touches no memory; sigsuspend lets the signal in.
    unsafe {
        libc::kill(libc::getpid(), libc::SIGINT);
        libc::sigsuspend(&while_asleep);
    }
    Err("SIGINT did not end it".into())
}

/// Blocks SIGINT, and gives the mask with which it is let in.
fn block_interrupt() -> io::Result<libc::sigset_t> {
    // SAFETY: the sets are written before they are read, and valid during the calls.
    unsafe {
        let mut set: libc::sigset_t = mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGINT);
        let mut before: libc::sigset_t = mem::zeroed();
        if libc::sigprocmask(libc::SIG_BLOCK, &set, &mut before) == -1 {
            return Err(io::Error::last_os_error());
        }
        libc::sigdelset(&mut before, libc::SIGINT);
        Ok(before)
    }
}

fn handle_interrupt(action: libc::sighandler_t) -> io::Result<()> {
    // SAFETY: all zeroes is a valid sigaction; the handler does one atomic addition.
    let result = unsafe {
        let mut new: libc::sigaction = mem::zeroed();
        new.sa_sigaction = action;
        libc::sigemptyset(&mut new.sa_mask);
        libc::sigaction(libc::SIGINT, &new, ptr::null_mut())
    };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
