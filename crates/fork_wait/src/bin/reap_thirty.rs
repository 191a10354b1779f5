//! reap_thirty: `wait_once_for_thirty` put right. The signal says *go and look*; the looking is a loop.
//!
//! ```console
//! $ reap_thirty
//! 30 children have ended
//! the handler has run 1 time
//! woken: 30 reaped, none left
//! @did waits for all
//! ```
//!
//! Notice the two halves. The handler writes one byte into a pipe and does nothing else: that is allowed in a handler,
//! and it wakes whoever reads the pipe, be it a loop of `poll` beside other descriptors. What may not be done in a
//! handler, to print or to allocate, happens in the main program. The trick is called *self-pipe*.
//!
//! The write end does not block: if the pipe were ever full, there is news enough in it.
//!
//! Try this: unblock the signal before the children are forked. How often does the handler run, and what do the later
//! bytes find? Compare: `wait_once_for_thirty`; the crate `signal-hook` in the lesson `signals` keeps such a pipe for
//! you.

use std::io::{self, Read};
use std::iter;
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering};

use anyhow::{Context, ensure};
use fork_wait_lesson::{fork_child, wait_until_ended};
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::sys::signal::{SaFlags, SigAction, SigHandler, SigSet, Signal, sigaction};

const CHILDREN: u32 = 30;

static RUNS: AtomicU32 = AtomicU32::new(0);
static WAKE: AtomicI32 = AtomicI32::new(-1);

extern "C" fn wake(_signal: libc::c_int) {
    RUNS.fetch_add(1, Ordering::Relaxed);
    // SAFETY: write is allowed in a handler. It can only fail with EAGAIN, as nobody closes the pipe.
    unsafe { libc::write(WAKE.load(Ordering::Relaxed), [0u8].as_ptr().cast(), 1) };
}

fn main() -> anyhow::Result<()> {
    let (mut news, wake_end) = io::pipe().context("pipe")?;
    fcntl(&wake_end, FcntlArg::F_SETFL(OFlag::O_NONBLOCK)).context("O_NONBLOCK")?;
    WAKE.store(wake_end.as_raw_fd(), Ordering::Relaxed);
    let action = SigAction::new(SigHandler::Handler(wake), SaFlags::SA_RESTART, SigSet::empty());
    // SAFETY: the handler does nothing but what is allowed in one: write, and atomics.
    unsafe { sigaction(Signal::SIGCHLD, &action) }.context("sigaction")?;

    let sigchld = SigSet::from(Signal::SIGCHLD);
    sigchld.thread_block().context("block SIGCHLD")?;
    for _ in 0..CHILDREN {
        let child = fork_child(|| 0).context("fork")?;
        wait_until_ended(child).context("waitid")?;
    }
    println!("{CHILDREN} children have ended");
    sigchld.thread_unblock().context("unblock SIGCHLD")?;
    println!("the handler has run {} time", RUNS.load(Ordering::Relaxed));

    let mut reaped = 0;
    while reaped < CHILDREN {
        let count = news.read(&mut [0; 64]).context("read")?; // sleeps until there is news
        ensure!(count > 0, "our own write end is open, so there is no end of file");
        reaped += u32::try_from(iter::repeat_with(reap).take_while(|reaped| *reaped).count()).context("count")?;
    }
    println!("woken: {reaped} reaped, {} left", if reap() { "some" } else { "none" });
    Ok(())
}

fn reap() -> bool {
    // SAFETY: a null status says that we don't ask for it. 0 means that none has ended, -1 that there is none.
    unsafe { libc::waitpid(-1, std::ptr::null_mut(), libc::WNOHANG) > 0 }
}
