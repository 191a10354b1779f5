//! poll_ready: what `poll` says of a connection, a pipe, a file and of nothing at all.
//!
//! ```console
//! $ poll_ready
//! a new connection: can be written
//! a byte has come: can be read, can be written
//! the peer has hung up: can be read, can be written, hung up
//! an empty pipe, to be read: nothing
//! a file on disk at its end: can be read, can be written
//! no descriptor and 20 ms: nothing, a sleep
//! ```
//!
//! Notice what *can be read* means: a read will not wait. It may bring a byte, an end of file or an error; all three
//! are answers. That holds for a file always, even at its end and even if the disk is slow, so asking about files is no
//! use. Where files must not hold up a server, another thread reads them.
//!
//! `select`, which the book compares with threads, does the same with sets of numbers below 1024, on Unix for any
//! descriptor, not for sockets only. Python's `select.select([], [], [], t)` is a sleep like the last line.
//!
//! Try this: write into the connection until *can be written* goes away (`short_write` shows how).

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use anyhow::Context;
use sockets_lesson::{poll, watch};

const NAMES: [(libc::c_short, &str); 3] =
    [(libc::POLLIN, "can be read"), (libc::POLLOUT, "can be written"), (libc::POLLHUP, "hung up")];

fn main() -> anyhow::Result<()> {
    let (ours, mut theirs) = UnixStream::pair().context("socketpair")?;
    println!("a new connection: {}", readiness(&ours)?);
    theirs.write_all(b"!").context("send")?;
    println!("a byte has come: {}", readiness(&ours)?);
    drop(theirs);
    println!("the peer has hung up: {}", readiness(&ours)?);

    let (reader, _writer) = io::pipe().context("pipe")?;
    println!("an empty pipe, to be read: {}", readiness(&reader)?);

    // The working folder of a session is empty and goes away with it.
    let file = OpenOptions::new().read(true).append(true).create(true).open("poll_ready.tmp").context("open")?;
    std::fs::remove_file("poll_ready.tmp").context("unlink")?;
    println!("a file on disk at its end: {}", readiness(&file)?);

    let ready = poll(&mut [], Some(Duration::from_millis(20))).context("poll")?;
    println!("no descriptor and 20 ms: {}, a sleep", if ready == 0 { "nothing" } else { "something" });
    Ok(())
}

/// What poll says now, without waiting.
fn readiness(descriptor: &impl AsRawFd) -> anyhow::Result<String> {
    let mut watched = [watch(descriptor, libc::POLLIN | libc::POLLOUT)];
    poll(&mut watched, Some(Duration::ZERO)).context("poll")?;
    let ready: Vec<&str> =
        NAMES.iter().filter(|(bit, _)| watched[0].revents & bit != 0).map(|&(_, name)| name).collect();
    Ok(if ready.is_empty() { "nothing".to_owned() } else { ready.join(", ") })
}
