//! zombie: what is left of a child that has ended, until somebody waits for it.
//!
//! ```console
//! $ zombie
//! the child has ended: state Z (zombie)
//! kill(child, 0): it is there
//! waitpid: exit code 7
//! kill(child, 0): No such process (os error 3)
//! ```
//!
//! Notice what a zombie is: no memory, no descriptors, only an entry with a pid and a status that the parent has not
//! asked for yet. It cannot be killed, since it does not run. A server that never waits fills the table of processes.
//!
//! `waitid` with `WNOWAIT` waits until the child has ended and leaves it as it is: no sleep and no luck in here.
//!
//! Try this: return before the `waitpid`, and look for the zombie with `ps`. Who has waited for it?

use std::io;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
    let child = match unsafe { libc::fork() } {
        -1 => return Err(io::Error::last_os_error()).context("fork"),
        // SAFETY: no destructor and no exit hook has to run here: they are the parent's.
        0 => unsafe { libc::_exit(7) },
        child => child,
    };

    wait_and_leave(child).context("waitid")?;
    println!("the child has ended: state {}", state(child)?);
    println!("kill(child, 0): {}", there(child));

    let mut status = 0;
    // SAFETY: status outlives the call; child is our own, not yet waited for.
    if unsafe { libc::waitpid(child, &mut status, 0) } == -1 {
        return Err(io::Error::last_os_error()).context("waitpid");
    }
    println!("waitpid: exit code {}", libc::WEXITSTATUS(status));
    println!("kill(child, 0): {}", there(child));
    Ok(())
}

/// Waits until `child` has ended, but does not reap it.
fn wait_and_leave(child: libc::pid_t) -> io::Result<()> {
    // SAFETY: all zeroes is a valid siginfo_t; waitid fills it in.
    let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
    // SAFETY: info outlives the call. A pid is positive, so it fits an id_t.
    match unsafe { libc::waitid(libc::P_PID, child as libc::id_t, &mut info, libc::WEXITED | libc::WNOWAIT) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// The state of a process in the words of the kernel, such as `R (running)`.
fn state(pid: libc::pid_t) -> anyhow::Result<String> {
    let path = format!("/proc/{pid}/status");
    let text = std::fs::read_to_string(&path).with_context(|| format!("read {path}"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("State:")).context("no line State")?;
    Ok(line.trim().to_string())
}

/// Signal 0 is never delivered: it only asks whether there is somebody to deliver it to.
fn there(pid: libc::pid_t) -> String {
    // SAFETY: takes two numbers and touches no memory of ours.
    match unsafe { libc::kill(pid, 0) } {
        -1 => io::Error::last_os_error().to_string(),
        _ => "it is there".to_string(),
    }
}
