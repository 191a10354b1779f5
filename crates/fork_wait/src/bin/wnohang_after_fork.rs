//! wnohang_after_fork: a parent asks after each fork, once, and so for nobody. The book's way to reap.
//!
//! ```console
//! $ wnohang_after_fork
//! 5 children forked, each asked about at once: 0 reaped
//! now all of them have ended: 5 zombies
//! a loop at any later time: 5 reaped
//! ```
//!
//! Notice when the question comes: the child has hardly begun, and nobody asks about it again. That it comes out so
//! every time is forced here: no child ends before the parent has asked about all. On a server it is the normal case,
//! since no client is served within the microsecond between fork and waitpid.
//!
//! The question itself is right. It has to be asked later, about anybody, and as long as somebody is found: the last
//! line.
//!
//! Try this: leave the loop out, and look for the five with `ps` while the program waits for its standard input.
//! Erratum: E56. The book's server has two more faults: its child never leaves the loop, and asks for clients of its
//! own; and `pid` has no value when nobody came. Compare: `reaping_server`.

use std::io::{self, Read};
use std::iter;

use anyhow::Context;
use fork_wait_lesson::{fork_child, wait_until_ended};

const CHILDREN: usize = 5;

fn main() -> anyhow::Result<()> {
    let (mut reader, gate) = io::pipe().context("pipe")?;
    let mut gate = Some(gate);
    let mut children = Vec::new();
    let mut reaped = 0;
    for _ in 0..CHILDREN {
        let child = fork_child(|| {
            gate.take();
            let _ = reader.read(&mut [0]); // its work, which ends when the parent closes the gate
            0
        })
        .context("fork")?;
        reaped += usize::from(reap(child)); // once, right after the fork
        children.push(child);
    }
    println!("{CHILDREN} children forked, each asked about at once: {reaped} reaped");

    gate.take();
    for child in &children {
        wait_until_ended(*child).context("waitid")?;
    }
    println!("now all of them have ended: {} zombies", CHILDREN - reaped);

    let later = iter::repeat_with(|| reap(-1)).take_while(|reaped| *reaped).count();
    println!("a loop at any later time: {later} reaped");
    Ok(())
}

/// Reaps this child, or with -1 any child, if it has ended.
fn reap(child: libc::pid_t) -> bool {
    // SAFETY: a null status says that we don't ask for it. 0 means not yet, -1 that there is none.
    unsafe { libc::waitpid(child, std::ptr::null_mut(), libc::WNOHANG) > 0 }
}
