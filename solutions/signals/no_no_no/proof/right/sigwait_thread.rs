//! right: no handler. Every thread blocks SIGINT, and one of them does nothing but sigwait; main hears of it by a channel.

use std::io;
use std::mem::MaybeUninit;
use std::process::{self, ExitCode};
use std::ptr;
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, bail, ensure};
use libc::{SIGINT, sigset_t};

fn main() -> ExitCode {
    if let Err(error) = refuse() {
        eprintln!("no_no_no: {error:#}");
    }
    ExitCode::FAILURE
}

fn refuse() -> anyhow::Result<()> {
    let set = interrupts();
    // The mask is inherited by the thread that comes. SAFETY: the set is valid; nothing is written.
    ensure!(unsafe { libc::pthread_sigmask(libc::SIG_BLOCK, &set, ptr::null_mut()) } == 0, "pthread_sigmask");

    let (sender, arrived) = mpsc::channel();
    thread::spawn(move || {
        let mut signal = 0;
        // SAFETY: both are valid for the call.
        while unsafe { libc::sigwait(&set, &mut signal) } == 0 && sender.send(signal).is_ok() {}
    });

    println!("ready {}", process::id());
    for _ in 0..3 {
        arrived.recv().context("the waiting thread has ended")?;
        println!("no no no..");
    }
    arrived.recv().context("the waiting thread has ended")?;
    die(&set)
}

/// As if nobody had ever asked: the default action, in the thread that unblocks it.
fn die(set: &sigset_t) -> anyhow::Result<()> {
    // SAFETY: zeroes are SIG_DFL, no flags and an empty mask; the set is valid; raise sends to this thread.
    unsafe {
        if libc::sigaction(SIGINT, &MaybeUninit::zeroed().assume_init(), ptr::null_mut()) == -1 {
            return Err(io::Error::last_os_error()).context("sigaction");
        }
        libc::pthread_sigmask(libc::SIG_UNBLOCK, set, ptr::null_mut());
        libc::raise(SIGINT);
    }
    bail!("still there")
}

fn interrupts() -> sigset_t {
    let mut set = MaybeUninit::uninit();
    // SAFETY: sigemptyset writes all of it.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        libc::sigaddset(set.as_mut_ptr(), SIGINT);
        set.assume_init()
    }
}
