//! status_decode: children end, stop and go on in eight ways; what `waitpid` fills in, raw and taken apart.
//!
//! ```console
//! $ status_decode
//! exit(0)    0x0000  exited, code 0
//! exit(3)    0x0300  exited, code 3
//! exit(256)  0x0000  exited, code 0
//! exit(-1)   0xff00  exited, code 255
//! TERM       0x000f  killed by signal 15
//! STOP       0x137f  stopped by signal 19
//! CONT       0xffff  continued
//! KILL       0x0009  killed by signal 9
//! ```
//!
//! Notice `exit(256)`: eight bits of the code survive, so this failure looks like a success. And a child that was killed
//! has no exit code at all; the 128 + n of a shell is the shell's invention.
//!
//! The taking apart is in `src/lib.rs` of this topic, by hand; its tests show that the macros of libc agree.
//!
//! Try this: take `WUNTRACED` out of `waitpid`. Which line is the last one you see, and why?
//! Errata: E58 (the low byte is not just the signal), E59 (`WEXITSTATUS` gives a number, not a yes or no).

use std::io;

use anyhow::Context;
use fork_wait_lesson::Fate;

fn main() -> anyhow::Result<()> {
    for code in [0, 3, 256, -1] {
        let child = fork(|| exit(code))?;
        tell(&format!("exit({code})"), child)?;
    }

    let child = fork(pause)?;
    send(child, libc::SIGTERM)?;
    tell("TERM", child)?;

    // One child, three answers: a stop and a continue are told as well, and only then its end.
    let child = fork(pause)?;
    for (name, signal) in [("STOP", libc::SIGSTOP), ("CONT", libc::SIGCONT), ("KILL", libc::SIGKILL)] {
        send(child, signal)?;
        tell(name, child)?;
    }
    Ok(())
}

fn fork(child: impl FnOnce()) -> anyhow::Result<libc::pid_t> {
    // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()).context("fork"),
        0 => {
            child();
            exit(0)
        }
        pid => Ok(pid),
    }
}

fn exit(code: libc::c_int) -> ! {
    // SAFETY: no destructor and no exit hook has to run in a child: they are the parent's.
    unsafe { libc::_exit(code) }
}

/// Waits for signals. None of those that are sent here has a handler, so it never returns.
fn pause() {
    // SAFETY: no arguments; returns only after a handler ran.
    unsafe { libc::pause() };
}

fn send(child: libc::pid_t, signal: libc::c_int) -> anyhow::Result<()> {
    // SAFETY: takes two numbers and touches no memory of ours.
    match unsafe { libc::kill(child, signal) } {
        -1 => Err(io::Error::last_os_error()).context("kill"),
        _ => Ok(()),
    }
}

fn tell(what: &str, child: libc::pid_t) -> anyhow::Result<()> {
    let mut status = 0;
    // SAFETY: status outlives the call; child is our own, not yet reaped.
    if unsafe { libc::waitpid(child, &mut status, libc::WUNTRACED | libc::WCONTINUED) } == -1 {
        return Err(io::Error::last_os_error()).context("waitpid");
    }
    println!("{what:<9}  {status:#06x}  {}", Fate::of(status));
    Ok(())
}
