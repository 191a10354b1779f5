//! thread_vs_fork: what it costs to start something and to wait for its end: a thread, a child, a child of a big
//! parent, a program.
//!
//! ```console
//! $ thread_vs_fork
//! thread, spawn and join:         {:int} us
//! child, fork and wait:           {:int} us
//! the same, with 32 MiB in use:   {:int} us
//! program, Command and wait:      {:int} us
//! ```
//!
//! Notice the third line. A fork copies no memory, it copies the *tables* that say where the memory is: the more the
//! parent uses, the longer it takes. The pages themselves are shared until one of the two writes. A thread shares all
//! of it for good, so there is nothing to copy. The fourth line is what `fork` alone can't do: another program, loaded
//! from the disk.
//!
//! The times are yours and nothing checks them; a busy machine, and a checker that watches each fork, make them longer.
//!
//! *Erratum.* E71: the book counts 500 KB for each of 20 forked clients, 10 MB in all. Copy on write makes that a few
//! pages each.
//!
//! Try this: 320 MiB. Then let the child write to all of it before it ends.

use std::hint::black_box;
use std::io;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};

const ROUNDS: u32 = 10;

fn main() -> anyhow::Result<()> {
    let thread = average(|| thread::spawn(|| ()).join().map_err(|_| anyhow!("join: it panicked")))?;
    let fork = average(fork_and_wait)?;
    let memory = black_box(vec![1_u8; 32 << 20]); // ones, not zeroes: pages of zeroes would not be there yet
    let fork_big = average(fork_and_wait)?;
    drop(memory);
    let program = average(|| Command::new("true").status().map(|_| ()).context("true"))?;

    println!("thread, spawn and join:         {} us", thread.as_micros());
    println!("child, fork and wait:           {} us", fork.as_micros());
    println!("the same, with 32 MiB in use:   {} us", fork_big.as_micros());
    println!("program, Command and wait:      {} us", program.as_micros());
    Ok(())
}

fn average(start_and_wait: impl Fn() -> anyhow::Result<()>) -> anyhow::Result<Duration> {
    let start = Instant::now();
    for _ in 0..ROUNDS {
        start_and_wait()?;
    }
    Ok(start.elapsed() / ROUNDS)
}

fn fork_and_wait() -> anyhow::Result<()> {
    // SAFETY: every thread was joined, so the process has one; and the child calls nothing but _exit.
    let child = match unsafe { libc::fork() } {
        -1 => return Err(io::Error::last_os_error()).context("fork"),
        // SAFETY: no destructor and no exit hook has to run here: they are the parent's.
        0 => unsafe { libc::_exit(0) },
        child => child,
    };
    // SAFETY: a null status says that we don't ask for it.
    match unsafe { libc::waitpid(child, std::ptr::null_mut(), 0) } {
        -1 => Err(io::Error::last_os_error()).context("waitpid"),
        _ => Ok(()),
    }
}
