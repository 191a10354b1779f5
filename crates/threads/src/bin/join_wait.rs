//! join_wait: main waits for a thread and gets its result. Compare `join_spin`, which asks again and again.
//!
//! ```console
//! $ join_wait
//! worker: done
//! main: the worker said 42
//! main: slept in join, for {:int} ms of processor time
//! ```
//!
//! Notice that the number is 0 or next to it: a thread that waits in join is asleep in the kernel, which wakes it
//! when the other has ended. And join does what no amount of looking can: it brings the thread's result, or tells
//! that it panicked.
//!
//! Try this: `strace -f join_wait` (the binary is target/debug/join_wait) and look for the futex call in which main
//! sleeps.

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
    let answer = worker.join().map_err(|_| anyhow!("join: the worker panicked"))?;
    let used = thread_cpu_time().context("clock_gettime")? - before;

    println!("main: the worker said {answer}");
    println!("main: slept in join, for {} ms of processor time", used.as_millis());
    Ok(())
}
