//! pipe_full: a child that writes one byte more than a pipe holds, and a parent that waits before it reads.
//!
//! ```console
//! $ pipe_full
//! a pipe holds {capacity:int} bytes
//! a child writes {capacity} and nobody reads: exit 0
//! a child writes one more: it still waits after 200 ms
//! we read to the end
//! the child: exit 0
//! ```
//!
//! Notice the trap: a program that waits first and reads afterwards works for years, until an output is a little
//! longer than usual. Then the child waits for room and the parent for the child. `Command::output` and
//! `wait_with_output` read while they wait.
//!
//! Try this: give the second child a `stderr(Stdio::piped())` as well and let it fill that one. Which of the two do you
//! read first? (Neither: `wait_with_output` reads whichever has something.)

use std::io;
use std::os::fd::AsRawFd;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, ensure};
use popen_lesson::{ending, readable_within};

const PATIENCE_MS: i32 = 200;

fn main() -> anyhow::Result<()> {
    let capacity = capacity().context("F_GETPIPE_SZ")?;
    println!("a pipe holds {capacity} bytes");

    let mut child = writer_of(capacity)?;
    println!("a child writes {capacity} and nobody reads: {}", ending(child.wait().context("wait")?));

    let mut child = writer_of(capacity + 1)?;
    // Its error output is at its end when the child is: a way to wait with a limit.
    let errors = child.stderr.take().context("stderr was piped")?;
    ensure!(!readable_within(&errors, PATIENCE_MS).context("poll")?, "the child should wait for room");
    println!("a child writes one more: it still waits after {PATIENCE_MS} ms");

    println!("we read to the end");
    let output = child.wait_with_output().context("wait_with_output")?;
    ensure!(output.stdout.len() == capacity + 1, "not all of it came");
    println!("the child: {}", ending(output.status));
    Ok(())
}

/// What a new pipe holds, in bytes.
fn capacity() -> io::Result<usize> {
    let (reader, _writer) = io::pipe()?;
    // SAFETY: the descriptor is open; the call only asks for a number.
    let capacity = unsafe { libc::fcntl(reader.as_raw_fd(), libc::F_GETPIPE_SZ) };
    usize::try_from(capacity).map_err(|_| io::Error::last_os_error())
}

/// Starts a child that writes so many bytes into a pipe, and ends.
fn writer_of(bytes: usize) -> anyhow::Result<Child> {
    Command::new("head")
        .args(["-c", &bytes.to_string(), "/dev/zero"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("start head")
}
