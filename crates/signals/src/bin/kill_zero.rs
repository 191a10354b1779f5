//! kill_zero: signal 0 is sent to nobody: it only asks whether there is a process that one could signal.
//!
//! ```console
//! $ kill_zero
//! myself: yes
//! a child that waits: yes
//! a child that has ended, not waited for: yes
//! the same, waited for: No such process (os error 3)
//! ```
//!
//! Notice the third line. A zombie still has its pid, so *yes* does not mean that somebody is at work. And after the
//! last line the pid is free: the system may give it to another process, and who kept the number in a file asks about a
//! stranger, or kills it. A parent has no such doubt as long as it has not waited: the pid of its child stays taken.
//!
//! The third answer that kill has, *Operation not permitted*, is a yes as well: there is one, and it is not yours.
//!
//! Try this: ask about pid 1 as an ordinary user. Read pidfd_open(2): a handle in place of a number.

use std::io;
use std::mem::zeroed;
use std::process::{Command, Stdio};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    println!("myself: {}", is_there(std::process::id()));

    let mut child = Command::new("cat").stdin(Stdio::piped()).spawn().context("start cat")?;
    println!("a child that waits: {}", is_there(child.id()));

    drop(child.stdin.take()); // end of file: cat ends
    wait_and_leave(child.id()).context("waitid")?;
    println!("a child that has ended, not waited for: {}", is_there(child.id()));

    child.wait().context("waitpid")?;
    println!("the same, waited for: {}", is_there(child.id()));
    Ok(())
}

fn is_there(pid: u32) -> String {
    // SAFETY: takes two numbers, and 0 sends nothing.
    match unsafe { libc::kill(pid as libc::pid_t, 0) } {
        0 => "yes".to_owned(),
        _ => io::Error::last_os_error().to_string(),
    }
}

/// Until the child has ended; it stays a zombie.
fn wait_and_leave(pid: u32) -> io::Result<()> {
    // SAFETY: all zeroes is a valid siginfo, which outlives the call.
    let waited = unsafe {
        let mut info: libc::siginfo_t = zeroed();
        libc::waitid(libc::P_PID, pid, &mut info, libc::WEXITED | libc::WNOWAIT)
    };
    if waited == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
