//! sigchld_merge: five children end while SIGCHLD is blocked; how often does the handler run, and how many are reaped?
//!
//! ```console
//! $ sigchld_merge
//! 5 children have ended
//! the handler ran 1 time
//! one wait for each signal: 1 reaped, 4 zombies
//! a loop of waitpid until nobody is left: 4 more reaped
//! ```
//!
//! Notice that a signal is a flag, not a queue. While one SIGCHLD is pending, a second one is the same one. A handler that
//! calls `wait` once loses every child that ends while it is not looking, and it can't look all the time.
//!
//! So the signal only says *go and look*; the looking is a loop with `WNOHANG`, as long as it finds somebody.
//!
//! Try this: send yourself a real-time signal (`libc::SIGRTMIN()`) five times instead. Those do queue.
//! Erratum: E57. The book's handler calls `wait` once a signal; of thirty children that end together it reaps a few.

use std::io;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context;

const CHILDREN: u32 = 5;

/// How often the handler ran. An atomic is one of the few things that a handler may touch.
static RUNS: AtomicU32 = AtomicU32::new(0);

extern "C" fn count(_signal: libc::c_int) {
    RUNS.fetch_add(1, Ordering::Relaxed);
}

fn main() -> anyhow::Result<()> {
    // SAFETY: all zeroes is a valid sigaction; the handler only adds to an atomic.
    let installed = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = count as extern "C" fn(libc::c_int) as usize;
        libc::sigaction(libc::SIGCHLD, &action, std::ptr::null_mut())
    };
    if installed == -1 {
        return Err(io::Error::last_os_error()).context("sigaction");
    }

    mask(libc::SIG_BLOCK)?;
    for _ in 0..CHILDREN {
        let child = fork()?;
        wait_and_leave(child)?;
    }
    println!("{CHILDREN} children have ended");
    mask(libc::SIG_UNBLOCK)?; // the pending signal is delivered before this returns

    let runs = RUNS.load(Ordering::Relaxed);
    println!("the handler ran {runs} time");
    let reaped = (0..runs).filter(|_| reap()).count();
    println!("one wait for each signal: {reaped} reaped, {} zombies", CHILDREN as usize - reaped);
    let rest = std::iter::repeat_with(reap).take_while(|reaped| *reaped).count();
    println!("a loop of waitpid until nobody is left: {rest} more reaped");
    Ok(())
}

/// Forks a child that ends at once.
fn fork() -> anyhow::Result<libc::pid_t> {
    // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()).context("fork"),
        // SAFETY: no destructor and no exit hook has to run here: they are the parent's.
        0 => unsafe { libc::_exit(0) },
        child => Ok(child),
    }
}

/// Reaps one child if one has ended.
fn reap() -> bool {
    // SAFETY: a null status says that we don't ask for it. 0 means that none has ended, -1 that there is none.
    unsafe { libc::waitpid(-1, std::ptr::null_mut(), libc::WNOHANG) > 0 }
}

/// Waits until `child` has ended, but does not reap it.
fn wait_and_leave(child: libc::pid_t) -> anyhow::Result<()> {
    // SAFETY: all zeroes is a valid siginfo_t; info outlives the call; a pid is positive, so it fits an id_t.
    let waited = unsafe {
        let mut info: libc::siginfo_t = std::mem::zeroed();
        libc::waitid(libc::P_PID, child as libc::id_t, &mut info, libc::WEXITED | libc::WNOWAIT)
    };
    if waited == -1 { Err(io::Error::last_os_error()).context("waitid") } else { Ok(()) }
}

/// Blocks or unblocks SIGCHLD.
fn mask(how: libc::c_int) -> anyhow::Result<()> {
    // SAFETY: set is filled in by sigemptyset before it is read, and outlives the calls.
    let masked = unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGCHLD);
        libc::sigprocmask(how, &set, std::ptr::null_mut())
    };
    if masked == -1 { Err(io::Error::last_os_error()).context("sigprocmask") } else { Ok(()) }
}
