//! fork_unflushed: half a line waits in a buffer, fork copies the buffer, and the text comes out twice.
//!
//! ```console
//! $ fork_unflushed
//! not flushed: told by the child
//! not flushed: told by the parent
//! flushed: told by the child
//! told by the parent
//! ```
//!
//! Notice that `print!("not flushed: ")` ran once. What it wrote was still in memory, and memory is what fork copies.
//! With the flush the text had left the process before there were two.
//!
//! Rust's standard output holds back at most an unfinished line, on a terminal and in a pipe. Python's holds back a
//! whole block as soon as it is not a terminal: there a finished line comes twice as well, but only where nobody
//! looks, in the log.
//!
//! The copy is also why a child leaves by `_exit`: `exit` would write out what the parent has in its buffers. Which is
//! what happens here by the child's own `println!`.
//!
//! Try this: let the child write nothing. How often does the text come now, and which call has lost the other copy?

use std::io::{self, Write};

use anyhow::Context;
use fork_wait_lesson::{fork_child, wait_for};

fn main() -> anyhow::Result<()> {
    print!("not flushed: ");
    tell_twice()?;

    print!("flushed: ");
    io::stdout().flush().context("flush")?;
    tell_twice()
}

/// The child first, the parent when the child has ended.
fn tell_twice() -> anyhow::Result<()> {
    let child = fork_child(|| {
        println!("told by the child");
        0
    })
    .context("fork")?;
    wait_for(child).context("waitpid")?;
    println!("told by the parent");
    Ok(())
}
