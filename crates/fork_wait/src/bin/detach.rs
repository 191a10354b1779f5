//! detach: a program that goes on without us, as P_DETACH does on Windows and a daemon does on Unix.
//!
//! ```console
//! $ detach
//! the one between has exited, code 0
//! nobody is left to wait for: No child processes (os error 10)
//! the detached one: a session of its own: true, still a child of ours: false
//! the detached one is at its end
//! @did forks 2
//! @leaves zombies
//! ```
//!
//! Notice the steps. **setsid** gives the child a new session without a terminal, so that neither Ctrl-C nor a hang-up
//! reaches it. Anybody may call it, but not the leader of a process group, hence the fork before. **The second fork**
//! makes it an orphan: the one between ends at once, process 1 becomes the parent and will wait for it (to the checker
//! it is a zombie that we may leave). We reap only the one between.
//!
//! A daemon would also change to `/`, set its umask, and send its three standard descriptors to `/dev/null`. Or it
//! stays in the foreground and lets systemd do all this.
//!
//! Here the pipe is the only tie: we hear of the end because its last write end closes.
//!
//! Try this: leave out the second fork. What is different, and for whom? Erratum: E49.

use std::io::{self, PipeWriter, Read, Write};
use std::process;

use anyhow::Context;
use fork_wait_lesson::{Fate, fork_child, wait_for};

fn main() -> anyhow::Result<()> {
    let (mut news, report) = io::pipe().context("pipe")?;
    let (mut go, gate) = io::pipe().context("pipe")?;
    let mut gate = Some(gate);
    let us = process::id();

    let between = fork_child(|| {
        gate.take(); // only the first process opens the gate
        // SAFETY: no arguments; a child of fork leads no group, so it can't fail.
        let session = unsafe { libc::setsid() };
        let detached = fork_child(|| {
            let _ = go.read(&mut [0]); // until our first parent has ended
            i32::from(tell(&report, session, us).is_err())
        });
        i32::from(detached.is_err())
    })
    .context("fork")?;
    drop(report);

    println!("the one between has {}", Fate::of(wait_for(between).context("waitpid")?));
    if let Err(error) = wait_for(-1) {
        println!("nobody is left to wait for: {error}");
    }
    drop(gate);
    io::copy(&mut news, &mut io::stdout()).context("read")?; // to the end of the detached one
    println!("the detached one is at its end");
    Ok(())
}

fn tell(mut report: &PipeWriter, session: libc::pid_t, first: u32) -> io::Result<()> {
    // SAFETY: two calls that take a number and touch no memory of ours.
    let (own, parent) = unsafe { (libc::getsid(0), libc::getppid()) };
    let ours = u32::try_from(parent).is_ok_and(|parent| parent == first);
    writeln!(report, "the detached one: a session of its own: {}, still a child of ours: {ours}", own == session)
}
