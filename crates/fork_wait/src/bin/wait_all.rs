//! wait_all: three children end one after another; `wait` answers once for each, and then says that nobody is left.
//!
//! ```console
//! $ wait_all
//! 3 children wait for their pipe to end
//! let 2 go: wait says child 2, exit code 12
//! let 0 go: wait says child 0, exit code 10
//! let 1 go: wait says child 1, exit code 11
//! once more: wait says No child processes (os error 10)
//! ```
//!
//! Notice that `wait` returns after *one* child, whichever ended first: three children take three calls. The order is
//! the order of their ends, not of their births, so the pids are kept in a list.
//!
//! The error at the end (ECHILD) is no accident. A loop that doesn't count runs until it.
//!
//! Try this: let all three go before the first `wait`. Which orders do you see in ten runs?
//! Erratum: E55. The book gives `wait` an argument and says that without one it waits for all.

use std::io::{self, PipeWriter, Read};

use anyhow::Context;

/// A child that ends when the write end of its pipe is closed.
struct Child {
    pid: libc::pid_t,
    gate: Option<PipeWriter>,
}

fn main() -> anyhow::Result<()> {
    let mut children = Vec::new();
    for number in 0..3 {
        let child = start(number, &mut children)?;
        children.push(child);
    }
    println!("{} children wait for their pipe to end", children.len());

    for number in [2, 0, 1] {
        drop(children[number].gate.take());
        let (pid, status) = wait().context("wait")?;
        let who = children.iter().position(|child| child.pid == pid).context("a child that is not ours")?;
        println!("let {number} go: wait says child {who}, exit code {}", libc::WEXITSTATUS(status));
    }
    if let Err(error) = wait() {
        println!("once more: wait says {error}");
    }
    Ok(())
}

/// Forks a child that ends with exit code 10 + `number` when its gate is closed.
fn start(number: libc::c_int, earlier: &mut Vec<Child>) -> anyhow::Result<Child> {
    let (mut reader, writer) = io::pipe().context("pipe")?;
    // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()).context("fork"),
        0 => {
            drop(writer);
            earlier.clear(); // its copies of the other children's gates, or it would keep them open
            let _ = reader.read(&mut [0]); // nobody writes: this is 0, end of file
            // SAFETY: no destructor and no exit hook has to run here: they are the parent's.
            unsafe { libc::_exit(10 + number) }
        }
        pid => Ok(Child { pid, gate: Some(writer) }),
    }
}

/// Waits for any one child: its pid and its status.
fn wait() -> io::Result<(libc::pid_t, libc::c_int)> {
    let mut status = 0;
    // SAFETY: status outlives the call.
    match unsafe { libc::wait(&mut status) } {
        -1 => Err(io::Error::last_os_error()),
        pid => Ok((pid, status)),
    }
}
