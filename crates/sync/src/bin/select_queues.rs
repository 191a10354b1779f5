//! select_queues: a worker that waits for jobs, for the word to stop, and for a pause to tidy up in: for whichever
//! comes first.
//!
//! ```console
//! $ select_queues
//! worker: job 1
//! worker: job 2
//! worker: nothing to do for 20 ms, tidies up
//! main: stop
//! worker: stops
//! ```
//!
//! Notice that the worker sleeps in one place and can be woken from three sides. With std's channels one has to send
//! everything through the same queue, wrapped in an enum; with locks, all goes under one lock with one Condvar.
//! `select!` of the crate `crossbeam-channel` is what `select` and `poll` are for descriptors: the kernel's wait for
//! the first of many.
//!
//! Its arms have no order. If several are ready one is taken by chance, so that none starves; who wants the stop to win
//! looks at it first. Here main waits until the jobs are done.
//!
//! Try this: send a job together with the stop, and run it twenty times.

use std::thread;
use std::time::Duration;

use anyhow::{Context, anyhow};
use crossbeam_channel::{Receiver, Sender, select, unbounded};

fn main() -> anyhow::Result<()> {
    let (put, jobs) = unbounded();
    let (stop, stopped) = unbounded();
    let (tell, idle) = unbounded();
    let worker = thread::spawn(move || work(&jobs, &stopped, &tell));

    put.send(1).context("the worker is gone")?;
    put.send(2).context("the worker is gone")?;
    idle.recv().context("the worker is gone")?;
    println!("main: stop");
    drop(stop);
    worker.join().map_err(|_| anyhow!("join: the worker panicked"))
}

fn work(jobs: &Receiver<u32>, stopped: &Receiver<()>, tell: &Sender<()>) {
    let mut done = 0;
    loop {
        select! {
            recv(jobs) -> job => match job {
                Ok(job) => {
                    println!("worker: job {job}");
                    done += 1;
                }
                Err(_) => break, // no more jobs, ever
            },
            recv(stopped) -> _ => break,
            default(Duration::from_millis(20)) => {
                if done == 2 {
                    println!("worker: nothing to do for 20 ms, tidies up");
                    done = 0;
                    let _ = tell.send(()); // an error: main is gone, and the next round sees it
                }
            }
        }
    }
    println!("worker: stops");
}
