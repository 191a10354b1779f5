//! popen_write: the other direction, `os.popen(command, 'w')`. We write, the command reads, and its end is in our
//! hand.
//!
//! ```console
//! $ popen_write
//! HELLO
//! WORLD
//! tr: exit 0
//! sh that reads nothing: exit 4
//! a line for it: Broken pipe (os error 32)
//! ```
//!
//! Notice the `drop`. `tr` reads to the end of its input, and the end comes when the last write end is closed.
//! `Child::wait` does that by itself if the stdin is still in the `Child`; here it was taken out, so it is ours to
//! drop.
//!
//! Notice the last line. A command may end without reading what we have for it. In Rust the write then fails with
//! *Broken pipe*, as in Python: both ignore SIGPIPE. To a filter that is no fault: `yes | head` is meant so.
//!
//! Such a pipe has one direction. Python's file of mode `r` refuses a write with IOError; in Rust `ChildStdout` has no
//! `write`, so the attempt does not compile.
//!
//! Try this: take the `drop` away, and use `child.wait()`. Who waits for whom? Erratum: E50 (modes `r` and `w`,
//! nothing else).

use std::io::Write;
use std::process::{Child, Command, Stdio};

use anyhow::Context;
use popen_lesson::ending;

fn main() -> anyhow::Result<()> {
    let mut tr = reading_from_us("tr a-z A-Z")?;
    let mut input = tr.stdin.take().context("stdin was piped")?;
    writeln!(input, "hello").context("write")?;
    writeln!(input, "world").context("write")?;
    drop(input); // now tr sees the end
    println!("tr: {}", ending(tr.wait().context("wait")?));

    let mut deaf = reading_from_us("exit 4")?;
    let mut input = deaf.stdin.take().context("stdin was piped")?;
    println!("sh that reads nothing: {}", ending(deaf.wait().context("wait")?));
    match writeln!(input, "hello") {
        Ok(()) => println!("a line for it: taken"),
        Err(error) => println!("a line for it: {error}"),
    }
    Ok(())
}

/// Starts a command whose standard input is a pipe from us; its output goes where ours goes.
fn reading_from_us(script: &str) -> anyhow::Result<Child> {
    Command::new("sh").args(["-c", script]).stdin(Stdio::piped()).spawn().context("start sh")
}
