//! wait_by_nix: fork and wait as one would write them in earnest, with the crate `nix`.
//!
//! ```console
//! $ wait_by_nix
//! it runs:      StillAlive
//! stopped:      Stopped(Pid({pid:pid}), SIGSTOP)
//! continued:    Continued(Pid({pid}))
//! killed:       Signaled(Pid({pid}), SIGTERM, false)
//! nobody left:  ECHILD: No child processes
//! ```
//!
//! Notice the type. `WaitStatus` has a variant for each thing that can have become of a child, *still alive* among
//! them, and each carries what belongs to it and nothing else. To read an exit code out of a child that was killed, or
//! a status without a pid (`status_without_pid`), is no longer a mistake one can make; to forget a case is a compile
//! error.
//!
//! What nix does for you: constants become enums and flags, pids a type of their own, -1 and errno a `Result`. What it
//! can't: `fork` stays unsafe, for the reason shown in `fork_with_threads`.
//!
//! Try this: `match` on the answer and leave out `WaitStatus::Stopped`. What does the compiler say? Compare:
//! `status_decode`.

use anyhow::Context;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, waitpid};
use nix::unistd::{ForkResult, fork, pause};

fn main() -> anyhow::Result<()> {
    // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
    let child = match unsafe { fork() }.context("fork")? {
        ForkResult::Parent { child } => child,
        ForkResult::Child => loop {
            pause(); // until a signal that has no handler ends it
        },
    };
    println!("it runs:      {:?}", waitpid(child, Some(WaitPidFlag::WNOHANG)).context("waitpid")?);

    let changes = WaitPidFlag::WUNTRACED | WaitPidFlag::WCONTINUED;
    for (what, signal) in [("stopped:", Signal::SIGSTOP), ("continued:", Signal::SIGCONT), ("killed:", Signal::SIGTERM)]
    {
        kill(child, signal).context("kill")?;
        println!("{what:<13} {:?}", waitpid(child, Some(changes)).context("waitpid")?);
    }
    match waitpid(child, None) {
        Ok(status) => println!("nobody left?  {status:?}"),
        Err(errno) => println!("nobody left:  {errno}"),
    }
    Ok(())
}
