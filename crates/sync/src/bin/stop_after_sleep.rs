//! stop_after_sleep: a worker that looks between two naps whether it shall stop. The wrong way; `stop_at_once` is the
//! right one.
//!
//! ```console
//! $ stop_after_sleep
//! worker: tick 1
//! main: stop
//! worker: stops
//! main: that took a whole nap of 100 ms: true
//! ```
//!
//! Notice that main asked before the nap had even begun (a barrier sees to that), and that the worker slept
//! nevertheless. Nobody can wake a thread out of `sleep`. With a nap of a minute the service needs a minute to stop;
//! make it shorter, and the processor is woken all day for nothing. There is no right length, since the thing is wrong.
//!
//! Try this: a nap of 1 ms. Count how often the worker wakes in an hour, and what that does to a battery.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::anyhow;

const NAP: Duration = Duration::from_millis(100);

static STOP: AtomicBool = AtomicBool::new(false);
static ASKED: Barrier = Barrier::new(2);

fn main() -> anyhow::Result<()> {
    let worker = thread::spawn(|| {
        let mut ticks = 0;
        while !STOP.load(Ordering::SeqCst) {
            ticks += 1;
            println!("worker: tick {ticks}");
            ASKED.wait(); // main asks between these two,
            ASKED.wait(); // so it has asked before the nap
            #[expect(clippy::disallowed_methods, reason = "that nobody can wake it is what is shown")]
            thread::sleep(NAP);
        }
        println!("worker: stops");
    });

    ASKED.wait();
    let asked = Instant::now();
    STOP.store(true, Ordering::SeqCst);
    println!("main: stop");
    ASKED.wait();
    worker.join().map_err(|_| anyhow!("join: the worker panicked"))?;
    println!("main: that took a whole nap of {} ms: {}", NAP.as_millis(), asked.elapsed() >= NAP);
    Ok(())
}
