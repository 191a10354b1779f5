//! fork_hello: one call, two answers. Parent and child greet ten times each, and nobody says who comes first.
//!
//! ```console
//! $ fork_hello
//! @interleave
//! @stream parent
//! @for i in 1..10: Hello from the parent! {i}
//! @stream child
//! @for i in 1..10: Hello from the child! {i}
//! @end
//! the child was {pid:pid}; it has exited, code 0
//! @did forks 1
//! @did stdout of child by child
//! ```
//!
//! Notice that both come out of the same call of fork, at the same place, with the same variables. The return value is
//! all that tells them apart: 0 in the child, the child's pid in the parent. Python's `if not pid:` is this `match`.
//!
//! The order is the scheduler's and may differ in each run, so the session above lets the two mix. Within a line
//! nothing mixes: `println!` writes each line with one call. (Python's `print` under `-u` writes the newline by
//! itself, and then two lines can melt into one.)
//!
//! Try this: `cargo xtask demo fork_hello | cat`. Does Python's demo look the same in a pipe? (Ten lines of one, then
//! ten of the other: a block buffer each.) Erratum: E54.

use std::io;

use anyhow::Context;
use fork_wait_lesson::{Fate, wait_for};

fn main() -> anyhow::Result<()> {
    // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()).context("fork"),
        0 => {
            greet("child");
            // SAFETY: no destructor and no exit hook has to run here: they are the parent's.
            unsafe { libc::_exit(0) }
        }
        child => {
            greet("parent");
            let fate = Fate::of(wait_for(child).context("waitpid")?);
            println!("the child was {child}; it has {fate}");
            Ok(())
        }
    }
}

fn greet(who: &str) {
    for number in 1..=10 {
        println!("Hello from the {who}! {number}");
    }
}
