//! lock_or_channel: two threads hand over 20,000 numbers each, to be added up. Through a lock, through a queue, in
//! packets.
//!
//! ```console
//! $ lock_or_channel
//! a lock for each number:         400020000, {:int} ns each
//! a queue, room for 100:          400020000, {:int} ns each
//! a queue without bounds:         400020000, {:int} ns each
//! a queue, packets of 1000:       400020000, {:int} ns each
//! ```
//!
//! Notice the last line. What costs is the handing over, and it is the same for one number as for a thousand; so hand
//! over less often. That matters more than the choice between lock and queue.
//!
//! The choice is one of shape. A lock is for something that stays where it is and that many change a little: a counter,
//! a table. A queue is for something that moves on and then belongs to the other: a job, a result. With a queue nobody
//! sees anything half done, and nobody can forget to lock.
//!
//! The figures are those of your machine and of a build without optimisation; nothing checks them.
//!
//! Try this: eight threads instead of two. Which line suffers most?

use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Instant;

const THREADS: u64 = 2;
const EACH: u64 = 20_000;

fn main() {
    measure("a lock for each number:", || {
        let total = Mutex::new(0);
        let add = || (1..=EACH).for_each(|number| *total.lock().unwrap_or_else(PoisonError::into_inner) += number);
        thread::scope(|scope| (0..THREADS).for_each(|_| _ = scope.spawn(add)));
        total.into_inner().unwrap_or_else(PoisonError::into_inner)
    });
    measure("a queue, room for 100:", || {
        let (put, get) = mpsc::sync_channel(100);
        for _ in 0..THREADS {
            let put = put.clone();
            thread::spawn(move || (1..=EACH).try_for_each(|number| put.send(number)));
        }
        drop(put);
        get.iter().sum()
    });
    measure("a queue without bounds:", || {
        let (put, get) = mpsc::channel();
        for _ in 0..THREADS {
            let put = put.clone();
            thread::spawn(move || (1..=EACH).try_for_each(|number| put.send(number)));
        }
        drop(put);
        get.iter().sum()
    });
    measure("a queue, packets of 1000:", || {
        let (put, get) = mpsc::channel();
        for _ in 0..THREADS {
            let put = put.clone();
            let packets = (1..=EACH).step_by(1000).map(|first| (first..first + 1000).collect::<Vec<u64>>());
            thread::spawn(move || packets.into_iter().try_for_each(|packet| put.send(packet)));
        }
        drop(put);
        get.iter().flatten().sum()
    });
}

fn measure(what: &str, add_up: impl FnOnce() -> u64) {
    let start = Instant::now();
    let total = add_up();
    println!("{what:<31} {total}, {} ns each", start.elapsed().as_nanos() / u128::from(THREADS * EACH));
}
