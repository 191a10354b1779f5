//! thread_life: who lives, how to wait for a thread but not for ever, and what becomes of those whom nobody joins.
//!
//! ```console
//! $ thread_life
//! started: 3, alive: 3
//! waited 20 ms for thread 0: not yet
//! opened its gate: thread 0 says goodbye
//! joined it: 2 left in the list, alive: 2
//! main ends
//! ```
//!
//! Notice the list. Rust keeps none of its threads, so there is no `enumerate` and no `active_count`: what you want to
//! know about later, you keep. `is_finished` looks and never waits.
//!
//! `join` has no timeout. What you wait for is hardly ever the end of a thread, it is its result; so let it send that,
//! and wait on the channel with `recv_timeout`. Unlike Python's `join(timeout)` it says why it came back.
//!
//! And notice the end: two threads still wait, and the process ends with main. In Python these are *daemon* threads;
//! there one sets a flag before the start. Here every thread is one, and join makes the difference.
//!
//! *Erratum.* E27: `join(timeout)` returns None either way, so ask `is_alive`. E78: `enumerate` lists only those that
//! live. E79: daemon threads do not go on after main, they are cut off; it is the others that Python waits for.
//!
//! Try this: join all three before `main ends`. Who would have to open the gates?

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, anyhow};

struct Worker {
    handle: JoinHandle<()>,
    /// Closed when we drop it: then the thread goes on.
    gate: Sender<()>,
    result: Receiver<&'static str>,
}

fn main() -> anyhow::Result<()> {
    let mut workers: Vec<Worker> = (0..3).map(|_| start()).collect();
    println!("started: {}, alive: {}", workers.len(), alive(&workers));

    let Worker { handle, gate, result } = workers.remove(0);
    match result.recv_timeout(Duration::from_millis(20)) {
        Err(RecvTimeoutError::Timeout) => println!("waited 20 ms for thread 0: not yet"),
        other => return Err(anyhow!("it cannot have answered: {other:?}")),
    }
    drop(gate);
    println!("opened its gate: thread 0 says {}", result.recv().context("recv")?);
    handle.join().map_err(|_| anyhow!("join: thread 0 panicked"))?;
    println!("joined it: {} left in the list, alive: {}", workers.len(), alive(&workers));

    println!("main ends");
    Ok(())
}

fn start() -> Worker {
    let (gate, opened) = mpsc::channel::<()>();
    let (answer, result) = mpsc::channel();
    let handle = thread::spawn(move || {
        let _ = opened.recv(); // an error: the gate is closed, that is, we may go on
        let _ = answer.send("goodbye"); // an error: nobody wants to know
    });
    Worker { handle, gate, result }
}

fn alive(workers: &[Worker]) -> usize {
    workers.iter().filter(|worker| !worker.handle.is_finished()).count()
}
