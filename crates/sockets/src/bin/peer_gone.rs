//! peer_gone: what reads and writes say when nobody is there any more.
//!
//! ```console
//! $ peer_gone
//! the peer has hung up:
//!   write: ok, 1 byte
//!   write: Broken pipe (os error 32)
//!   read: end of file
//! the peer has hung up with bytes of ours unread:
//!   read: Connection reset by peer (os error 104)
//!   read: end of file
//! ```
//!
//! Notice the first write. It succeeds: our kernel has taken the byte, and only the answer of the other side, *nobody
//! is here*, makes the next one fail. So a write that succeeded is no receipt; if it matters, the other side has to say
//! so.
//!
//! Rust ignores SIGPIPE from the start, as Python does, or that second write would have ended the program (topic
//! signals).
//!
//! Try this: leave out `wait_for_the_answer`, and run it a hundred times while the machine is busy. Which line may
//! change?

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, ensure};
use sockets_lesson::{poll, tcp_pair, watch};

fn main() -> anyhow::Result<()> {
    println!("the peer has hung up:");
    let (mut ours, theirs) = tcp_pair().context("connect to oneself")?;
    drop(theirs);
    ensure!(ours.read(&mut [0]).context("recv")? == 0, "no end of file");
    show("write", ours.write(b"1"));
    wait_for_the_answer(&ours)?;
    show("write", ours.write(b"2"));
    show("read", ours.read(&mut [0]));

    println!("the peer has hung up with bytes of ours unread:");
    let (mut ours, theirs) = tcp_pair().context("connect to oneself")?;
    ours.write_all(b"a question").context("send")?;
    theirs.peek(&mut [0]).context("recv")?; // waits until it is there, and leaves it
    drop(theirs);
    wait_for_the_answer(&ours)?;
    show("read", ours.read(&mut [0]));
    show("read", ours.read(&mut [0]));
    Ok(())
}

/// Until the other side's kernel has said that nobody is there.
fn wait_for_the_answer(stream: &TcpStream) -> anyhow::Result<()> {
    let mut watched = [watch(stream, 0)]; // errors and hang-ups are told unasked
    let told = poll(&mut watched, Some(Duration::from_secs(5))).context("poll")?;
    ensure!(told == 1, "no answer in five seconds");
    Ok(())
}

fn show(what: &str, outcome: io::Result<usize>) {
    match outcome {
        Ok(0) => println!("  {what}: end of file"),
        Ok(count) => println!("  {what}: ok, {count} byte"),
        Err(error) => println!("  {what}: {error}"),
    }
}
