//! popen_object: a running child in your hand: ask, wait, signal, kill; and what is left afterwards.
//!
//! ```console
//! $ popen_object
//! {pid:pid} runs: try_wait says None
//! its pipes: stdin true, stdout false, stderr false
//! wait: exit 4, again: exit 4
//! kill after that: Ok(())
//! kill    signal 9
//! TERM    signal 15
//! USR1    signal 10
//! CONT    exit 4
//! @did waits for all
//! ```
//!
//! Notice the pipes: only what was asked for is there. The three are `Option`s, and one takes them out.
//!
//! Notice how the first one ended: `wait` has closed its stdin, so `cat` saw the end of its input. And a second `wait`
//! gives the same answer; the status is kept in the `Child`, as in Python's `returncode`. A `kill` after that does
//! nothing and says Ok, where Python says *No such process*: the pid may already be somebody else's, so nothing is
//! sent.
//!
//! `Child::kill` is SIGKILL, which no program can answer. Ask first, with TERM: std has no call for it, so it is
//! `libc::kill` with the pid. Do that only before the wait, or you may hit a stranger.
//!
//! Try this: drop the `Child` instead of waiting. It is neither killed nor waited for; which claim of the session
//! fails?

use std::io;
use std::process::{Child, Command, Stdio};

use anyhow::Context;
use popen_lesson::ending;

fn main() -> anyhow::Result<()> {
    let mut child = start()?;
    println!("{} runs: try_wait says {:?}", child.id(), child.try_wait().context("try_wait")?);
    println!(
        "its pipes: stdin {}, stdout {}, stderr {}",
        child.stdin.is_some(),
        child.stdout.is_some(),
        child.stderr.is_some()
    );
    let first = child.wait().context("wait")?;
    println!("wait: {}, again: {}", ending(first), ending(child.wait().context("wait")?));
    println!("kill after that: {:?}", child.kill());

    let mut child = start()?;
    child.kill().context("kill")?;
    println!("kill    {}", ending(child.wait().context("wait")?));

    for (name, signal) in [("TERM", libc::SIGTERM), ("USR1", libc::SIGUSR1), ("CONT", libc::SIGCONT)] {
        let mut child = start()?;
        send(&child, signal).context("kill")?;
        println!("{name:<7} {}", ending(child.wait().context("wait")?));
    }
    Ok(())
}

/// A shell that waits for the end of its input.
fn start() -> anyhow::Result<Child> {
    Command::new("sh").args(["-c", "read line; exit 4"]).stdin(Stdio::piped()).spawn().context("start sh")
}

fn send(child: &Child, signal: libc::c_int) -> io::Result<()> {
    let pid = libc::pid_t::try_from(child.id()).map_err(io::Error::other)?;
    // SAFETY: takes two numbers and touches no memory of ours. The child is not waited for yet, so the pid is its own.
    match unsafe { libc::kill(pid, signal) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}
