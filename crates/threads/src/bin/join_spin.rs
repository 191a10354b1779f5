//! join_spin: main asks again and again whether a thread has ended. The wrong way to wait; `join_wait` is the right
//! one.
//!
//! ```console
//! $ join_spin
//! worker: done
//! main: the worker said 42
//! main: looked {:int} times, for {:int} ms of processor time
//! ```
//!
//! Notice the last line. The worker takes 50 ms and uses no processor at all; main uses all that it can get, here
//! millions of looks, only to learn a single thing, and takes it away from whoever had work to do.
//!
//! *Erratum.* E74: the book keeps its main thread alive with an empty endless loop, which is this program without the
//! question. The lab sheet's own third rule forbids it.
//!
//! Try this: run two of them at once, each under `time`. Compare: `join_wait`.

use std::thread;
use std::time::Duration;

use anyhow::{Context, anyhow};
use threads_lesson::thread_cpu_time;

fn main() -> anyhow::Result<()> {
    let worker = thread::spawn(|| {
        #[expect(clippy::disallowed_methods, reason = "stands for something slow, such as a disk or a network")]
        thread::sleep(Duration::from_millis(50));
        println!("worker: done");
        42
    });

    let before = thread_cpu_time().context("clock_gettime")?;
    let mut looks: u64 = 1;
    while !worker.is_finished() {
        looks += 1;
    }
    let used = thread_cpu_time().context("clock_gettime")? - before;

    let answer = worker.join().map_err(|_| anyhow!("join: the worker panicked"))?;
    println!("main: the worker said {answer}");
    println!("main: looked {looks} times, for {} ms of processor time", used.as_millis());
    Ok(())
}
