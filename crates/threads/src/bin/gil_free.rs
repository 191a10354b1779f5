//! gil_free: the same calculation by one thread and by two. Two processors do it in half the time; Python's don't.
//!
//! ```console
//! $ gil_free
//! 1 thread:  sum 9000000, {:float} ms
//! 2 threads: sum 9000000, {:float} ms
//! processors here: {:int}
//! ```
//!
//! Notice that the sum is the same and the time isn't. CPython has one lock around its interpreter, and a thread has to
//! hold it to run; so its threads take turns, and a calculation is no faster with two, rather slower for the switching.
//! They do help it to wait: a thread that reads from the network lets go of the lock.
//!
//! The lock is no protection for *your* data. It may change hands between the load and the store of `x += 1`: four
//! threads that each added 200,000 times came to 731,799 in Python 2.7, not 800,000.
//!
//! Rust has no such lock, and so needs another answer to *who may touch this?*: here the slice is borrowed in parts,
//! which compiles, because nobody changes it.
//!
//! The times are yours, nothing checks them: a busy machine, or one with a single processor, shows no gain.
//!
//! *Erratum.* E73: the book says that the interpreter looks every 10 byte codes whether another thread wants its turn.
//! In 2.7 it is every 100, since 3.2 it is by time, 5 ms.
//!
//! Try this: four threads. Then `--release`: what is left to gain?

use std::num::NonZero;
use std::thread;
use std::time::Instant;

use anyhow::anyhow;

fn main() -> anyhow::Result<()> {
    let numbers: Vec<u64> = (0..2_000_000).collect();

    let start = Instant::now();
    let sum = work(&numbers);
    println!("1 thread:  sum {sum}, {:.1} ms", start.elapsed().as_secs_f64() * 1e3);

    let start = Instant::now();
    let (low, high) = numbers.split_at(numbers.len() / 2);
    let sum = thread::scope(|scope| {
        let low = scope.spawn(|| work(low));
        let high = scope.spawn(|| work(high));
        Ok::<u64, anyhow::Error>(
            low.join().map_err(|_| anyhow!("join: it panicked"))?
                + high.join().map_err(|_| anyhow!("join: it panicked"))?,
        )
    })?;
    println!("2 threads: sum {sum}, {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    println!("processors here: {}", thread::available_parallelism().map_or(1, NonZero::get));
    Ok(())
}

fn work(numbers: &[u64]) -> u64 {
    let mut sum = 0;
    for number in numbers {
        sum += number * number % 10;
    }
    sum
}
