//! queue_std: a queue with room for two, from std: every way to put and to get, and what says no.
//!
//! ```console
//! $ queue_std
//! put a, put b
//! put c, not waiting: full
//! put c, waiting until a is taken: done
//! get: b
//! get: c
//! get, not waiting: empty
//! get, for 20 ms: nothing came
//! get, all senders gone: the end
//! put d, the receiver gone: d comes back
//! room for 0: put waits until somebody gets: e
//! ```
//!
//! Notice that both ends wait by themselves, and that nobody locks anything: the queue has the lock inside. First in,
//! first out.
//!
//! Notice the two answers that Python's queue doesn't have. A queue whose senders are all gone is at its *end*, which
//! is not the same as empty; and what is put for nobody is handed back. Python needs a special item for the first, and
//! has no word for the second.
//!
//! `channel()` is the same without bounds: `send` never waits. In Python that is `maxsize` 0; here 0 means no room at
//! all. A get for a negative time is a ValueError there, and no `Duration` here.
//!
//! *Erratum.* E84: the book has `put` and `get` raise at once by default. They wait; the lab sheet has it right.
//!
//! Try this: let the consumer take nothing. Where does the program stand now, and how do you find out?

use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError, TrySendError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};

fn main() -> anyhow::Result<()> {
    let (put, get) = mpsc::sync_channel(2);
    put.send("a").context("send")?;
    put.send("b").context("send")?;
    println!("put a, put b");
    match put.try_send("c") {
        Err(TrySendError::Full(_)) => println!("put c, not waiting: full"),
        other => bail!("room for c? {other:?}"),
    }

    let waiting = put.clone();
    let producer = thread::spawn(move || waiting.send("c"));
    let a = get.recv().context("recv")?;
    producer.join().map_err(|_| anyhow!("join: the producer panicked"))?.context("send")?;
    println!("put c, waiting until {a} is taken: done");
    println!("get: {}", get.recv().context("recv")?);
    println!("get: {}", get.recv().context("recv")?);

    if let Err(TryRecvError::Empty) = get.try_recv() {
        println!("get, not waiting: empty");
    }
    if let Err(RecvTimeoutError::Timeout) = get.recv_timeout(Duration::from_millis(20)) {
        println!("get, for 20 ms: nothing came");
    }
    drop(put); // the other one went with the producer
    if get.recv().is_err() {
        println!("get, all senders gone: the end");
    }

    let (put, get) = mpsc::sync_channel(2);
    drop(get);
    if let Err(mpsc::SendError(item)) = put.send("d") {
        println!("put d, the receiver gone: {item} comes back");
    }

    let (put, get) = mpsc::sync_channel(0);
    let producer = thread::spawn(move || put.send("e"));
    println!("room for 0: put waits until somebody gets: {}", get.recv().context("recv")?);
    producer.join().map_err(|_| anyhow!("join: the producer panicked"))?.context("send")
}
