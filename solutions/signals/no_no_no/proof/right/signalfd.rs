//! right: no handler. SIGINT is blocked and read from a signalfd, as a line is read from a file.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::FromRawFd;
use std::process;

fn main() -> io::Result<()> {
    let interrupts = only_interrupt();
    mask(libc::SIG_BLOCK, &interrupts)?;
    // SAFETY: the set is valid during the call, -1 asks for a new descriptor.
    let fd = checked(unsafe { libc::signalfd(-1, &interrupts, libc::SFD_CLOEXEC) })?;
    // SAFETY: it is ours, and nobody else's.
    let mut signals = unsafe { File::from_raw_fd(fd) };
    println!("ready {}", process::id());

    let mut info = [0; size_of::<libc::signalfd_siginfo>()];
    for time in 1..=4 {
        signals.read_exact(&mut info)?;
        if time < 4 {
            println!("no no no..");
        }
    }

    // Blocked it would only wait; ignored it would be lost.
    // SAFETY: all zeroes is a valid sigaction: the default, no flags, an empty mask.
    checked(unsafe { libc::sigaction(libc::SIGINT, &std::mem::zeroed(), std::ptr::null_mut()) })?;
    mask(libc::SIG_UNBLOCK, &interrupts)?;
    // SAFETY: touches no memory.
    checked(unsafe { libc::raise(libc::SIGINT) })?;
    unreachable!("SIGINT is neither blocked nor caught")
}

fn only_interrupt() -> libc::sigset_t {
    // SAFETY: a set is plain memory, which sigemptyset makes valid before anything else.
    unsafe {
        let mut set = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGINT);
        set
    }
}

fn mask(how: libc::c_int, set: &libc::sigset_t) -> io::Result<()> {
    // SAFETY: the set is valid, and the old mask is not asked for.
    match unsafe { libc::pthread_sigmask(how, set, std::ptr::null_mut()) } {
        0 => Ok(()),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}

fn checked(result: libc::c_int) -> io::Result<libc::c_int> {
    if result == -1 { Err(io::Error::last_os_error()) } else { Ok(result) }
}
