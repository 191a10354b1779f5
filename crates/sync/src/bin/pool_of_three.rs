//! pool_of_three: a semaphore that counts things, when the things themselves are the permits: a channel full of them.
//!
//! ```console
//! $ pool_of_three
//! in the pool: 3
//! three are out: connection 1, connection 2, connection 3; one more: none
//! connection 2 comes back, and goes to the next one: connection 2
//! all come back, in the pool: 3
//! a fourth comes back: refused
//! ```
//!
//! Notice what is what: to take is `recv` (wait) or `try_recv` (don't), to give back is `send`, and how many are left
//! is how many lie in the channel. A semaphore would count to three beside a list of three, with two things to keep in
//! step. Here nobody can have a permit without its connection.
//!
//! The channel has room for three, so a fourth is refused: a *bounded* semaphore. An unbounded channel would take it.
//!
//! The queue is that of the crate `crossbeam-channel`: its receiver can be shared by any number of threads, and it
//! tells its length. A server would use a ready-made pool (`r2d2`, `deadpool`), which is this, plus the making of new
//! connections.
//!
//! Try this: wrap the connection in a struct that sends it back when it is dropped.

use std::thread;

use anyhow::{Context, anyhow};
use crossbeam_channel::{TrySendError, bounded};

fn main() -> anyhow::Result<()> {
    let (give, take) = bounded(3);
    for number in 1..=3 {
        give.send(format!("connection {number}")).context("send")?;
    }
    println!("in the pool: {}", take.len());

    let mut out: Vec<String> = take.try_iter().collect();
    let one_more = take.try_recv().unwrap_or_else(|_| "none".to_owned());
    println!("three are out: {}; one more: {one_more}", out.join(", "));

    let second = out.remove(1);
    let (name, got) = thread::scope(|scope| {
        let waiter = scope.spawn(|| take.recv());
        let name = second.clone();
        give.send(second).context("send")?;
        let got = waiter.join().map_err(|_| anyhow!("join: the waiter panicked"))?;
        anyhow::Ok((name, got.context("recv")?))
    })?;
    println!("{name} comes back, and goes to the next one: {got}");

    out.push(got);
    for connection in out {
        give.send(connection).context("send")?;
    }
    println!("all come back, in the pool: {}", take.len());
    match give.try_send("connection 4".to_owned()) {
        Err(TrySendError::Full(_)) => println!("a fourth comes back: refused"),
        other => return Err(anyhow!("room for a fourth? {other:?}")),
    }
    Ok(())
}
