//! sender_kept: main gives a clone of its sender to the producer and keeps the first one. So the queue has no end. The
//! wrong way; `producers` is the right one.
//!
//! ```console
//! $ sender_kept
//! got 1, 2, 3; the producer has ended
//! 50 ms later: no item, no end
//! main drops its sender: the end
//! ```
//!
//! Notice that everybody has done their work, and the consumer would wait for ever: somebody could still send, namely
//! main, who waits for the consumer. It is the pipe whose write end was left open, with threads in place of processes
//! (`pipeline_held` of the lesson popen).
//!
//! A `recv` with a timeout makes it visible here. It is not a cure: it would take a slow producer for the end.
//!
//! Try this: find the one line to move. Then do it without: give the producer `put` itself, and clone only for the
//! others.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};

/// It would not end in an hour either; but we have seen enough.
const PATIENCE: Duration = Duration::from_millis(50);

fn main() -> anyhow::Result<()> {
    let (put, get) = mpsc::channel();
    let its_own = put.clone();
    let producer = thread::spawn(move || (1..=3).try_for_each(|item| its_own.send(item)));
    producer.join().map_err(|_| anyhow!("join: the producer panicked"))?.context("send")?;

    let items: Vec<String> = get.try_iter().map(|item: u32| item.to_string()).collect();
    println!("got {}; the producer has ended", items.join(", "));
    match get.recv_timeout(PATIENCE) {
        Err(RecvTimeoutError::Timeout) => println!("{} ms later: no item, no end", PATIENCE.as_millis()),
        other => bail!("nobody has sent anything: {other:?}"),
    }
    drop(put);
    if get.recv().is_err() {
        println!("main drops its sender: the end");
    }
    Ok(())
}
