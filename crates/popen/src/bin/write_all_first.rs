//! write_all_first: a parent that writes everything to `cat` before it reads a byte. Two full pipes, two processes
//! that wait.
//!
//! ```console
//! $ write_all_first
//! {taken:int} of 1000000 bytes are taken, then nothing moves for 200 ms
//! cat waits until somebody reads, we wait until cat does
//! we read a little: it moves again
//! ```
//!
//! Notice that nothing is wrong with either program. `cat` answers while it reads, as filters do. Its answers fill the
//! pipe to us; as we don't read, it stops; then our pipe to it fills up, and we stop. A plain `write_all` would hang
//! here for ever; this one doesn't block, and looks at the clock.
//!
//! It works with a short text, since that fits into the pipes, so the test passes and the customer's file hangs.
//!
//! Try this: let the child be `sort` instead. Why does that one not hang, and `tr` does? Compare:
//! `write_beside_reading`; `pipe_full` is the same trap with `wait` in place of the write.

use std::io::{ErrorKind, Read, Write};
use std::os::fd::AsRawFd;
use std::process::{ChildStdin, Command, Stdio};

use anyhow::{Context, ensure};
use popen_lesson::writable_within;

const PATIENCE_MS: i32 = 200;
const TOTAL: usize = 1_000_000;

fn main() -> anyhow::Result<()> {
    let mut cat = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("start cat")?;
    let mut input = cat.stdin.take().context("stdin was piped")?;
    let mut output = cat.stdout.take().context("stdout was piped")?;
    // SAFETY: the descriptor is open; the call changes a flag of our end of the pipe.
    ensure!(unsafe { libc::fcntl(input.as_raw_fd(), libc::F_SETFL, libc::O_NONBLOCK) } != -1, "fcntl");

    let text = vec![b'x'; TOTAL];
    let mut taken = 0;
    while taken < TOTAL && writable_within(&input, PATIENCE_MS).context("poll")? {
        taken += some(&mut input, &text[taken..])?;
    }
    ensure!(taken < TOTAL, "it should have got stuck");
    println!("{taken} of {TOTAL} bytes are taken, then nothing moves for {PATIENCE_MS} ms");
    println!("cat waits until somebody reads, we wait until cat does");

    output.read_exact(&mut vec![0; taken]).context("read")?;
    ensure!(writable_within(&input, 10_000).context("poll")?, "it should move again");
    println!("we read a little: it moves again");
    drop(input);
    cat.wait().context("wait")?;
    Ok(())
}

/// Writes what there is room for just now.
fn some(input: &mut ChildStdin, bytes: &[u8]) -> anyhow::Result<usize> {
    match input.write(bytes) {
        Ok(count) => Ok(count),
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(0),
        Err(error) => Err(error).context("write"),
    }
}
