//! stop_at_once: a worker that naps for an hour, and stops as soon as it is told. Compare `stop_after_sleep`.
//!
//! ```console
//! $ stop_at_once
//! worker: tick 1
//! main: stop
//! worker: stops
//! main: that took less than an hour: {:int} ms
//! ```
//!
//! Notice where the worker naps: in a wait with a timeout, for a word that may come or not. If the time is up, it is
//! time for the next tick; if the word comes, it is time to go. The nap *is* the look.
//!
//! The word is here the end of a channel: nothing is ever sent, main drops its sender. Nobody can forget to look,
//! because there is no flag; and if main should panic the sender is dropped all the same. `event_flag` is the same with
//! a flag and a Condvar, Python's `stop.wait(3600)`.
//!
//! Try this: let main send `()` in between, for *tick now*. Which of the three answers of `recv_timeout` is that?

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};

const PERIOD: Duration = Duration::from_secs(3600);

fn main() -> anyhow::Result<()> {
    let (stop, stopped) = mpsc::channel();
    let (ticked, ticks) = mpsc::channel();
    let worker = thread::spawn(move || work(&stopped, &ticked));

    ticks.recv().context("the worker is gone")?;
    let asked = Instant::now();
    println!("main: stop");
    drop(stop);
    worker.join().map_err(|_| anyhow!("join: the worker panicked"))?;
    println!("main: that took less than an hour: {} ms", asked.elapsed().as_millis());
    Ok(())
}

fn work(stopped: &Receiver<()>, ticked: &Sender<()>) {
    for tick in 1.. {
        println!("worker: tick {tick}");
        let _ = ticked.send(()); // an error: main is gone, and so is its sender
        match stopped.recv_timeout(PERIOD) {
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) | Ok(()) => break,
        }
    }
    println!("worker: stops");
}
