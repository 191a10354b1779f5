//! verdict: orphan
//! Believes that a program that sleeps may be borrowed to wait with, and ends when nobody wants it any more.

use std::io;
use std::process::{self, Command};
use std::sync::atomic::{AtomicUsize, Ordering};

static INTERRUPTS: AtomicUsize = AtomicUsize::new(0);

extern "C" fn on_interrupt(_signal: libc::c_int) {
    INTERRUPTS.fetch_add(1, Ordering::Relaxed);
}

fn main() -> io::Result<()> {
    set_action(on_interrupt as extern "C" fn(libc::c_int) as usize)?;
    let sleep = Command::new("sleep").arg("1000").spawn()?;
    println!("ready {}", process::id());

    let mut refused = 0;
    loop {
        // Ends when the sleep ends, or with EINTR.
        unsafe { libc::waitpid(sleep.id() as i32, std::ptr::null_mut(), 0) };
        while refused < INTERRUPTS.load(Ordering::Relaxed) {
            refused += 1;
            if refused == 4 {
                set_action(libc::SIG_DFL)?;
                unsafe { libc::raise(libc::SIGINT) };
            }
            println!("no no no..");
        }
    }
}

fn set_action(action: libc::sighandler_t) -> io::Result<()> {
    let mut new: libc::sigaction = unsafe { std::mem::zeroed() };
    new.sa_sigaction = action; // no SA_RESTART: the wait is to be interrupted
    match unsafe { libc::sigaction(libc::SIGINT, &new, std::ptr::null_mut()) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
