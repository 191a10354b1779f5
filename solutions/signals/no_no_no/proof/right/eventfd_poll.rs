//! right: the handler adds one to an eventfd, on which main waits with poll. In the end it does not put back the default
//! itself, but with SA_RESETHAND, and raises twice.

use std::io;
use std::process;
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};

use anyhow::{Context, Result};

static EVENT: AtomicI32 = AtomicI32::new(-1);

extern "C" fn on_interrupt(_: libc::c_int) {
    let one = 1u64;
    // SAFETY: write may be called in a handler; eight valid bytes. errno is kept for whoever was interrupted.
    unsafe {
        let saved = *libc::__errno_location();
        libc::write(EVENT.load(SeqCst), (&raw const one).cast(), 8);
        *libc::__errno_location() = saved;
    }
}

fn main() -> Result<()> {
    // SAFETY: takes numbers only.
    let event = unsafe { libc::eventfd(0, libc::EFD_CLOEXEC) };
    if event == -1 {
        return Err(io::Error::last_os_error()).context("eventfd");
    }
    EVENT.store(event, SeqCst);
    install(on_interrupt as extern "C" fn(libc::c_int) as usize, 0).context("sigaction")?;
    println!("ready {}", process::id());

    let mut seen = 0;
    while seen < 4 {
        wait_for(event).context("poll")?;
        let mut new = 0u64;
        // SAFETY: eight bytes to write into.
        if unsafe { libc::read(event, (&raw mut new).cast(), 8) } != 8 {
            return Err(io::Error::last_os_error()).context("read");
        }
        for _ in 0..new {
            seen += 1;
            if seen <= 3 {
                println!("no no no..");
            }
        }
    }

    // One that does nothing but step aside: when the first raise returns, the default is back.
    install(on_interrupt as extern "C" fn(libc::c_int) as usize, libc::SA_RESETHAND).context("sigaction")?;
    for _ in 0..2 {
        // SAFETY: touches no memory.
        unsafe { libc::raise(libc::SIGINT) };
    }
    anyhow::bail!("still alive")
}

/// Until there is something to read. A handler that runs meanwhile ends the poll, and then there is.
fn wait_for(fd: i32) -> io::Result<()> {
    let mut poll = libc::pollfd { fd, events: libc::POLLIN, revents: 0 };
    loop {
        // SAFETY: one valid entry; -1 is for ever.
        match unsafe { libc::poll(&mut poll, 1, -1) } {
            1 => return Ok(()),
            _ => {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
            }
        }
    }
}

fn install(handler: libc::sighandler_t, flags: libc::c_int) -> io::Result<()> {
    // SAFETY: a zeroed sigaction is valid; the handler only writes to a descriptor.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        action.sa_flags = flags;
        if libc::sigaction(libc::SIGINT, &action, std::ptr::null_mut()) == -1 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}
