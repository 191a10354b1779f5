//! never_below_zero: ten threads want one of three; the look and the taking are one step, under one lock. Compare
//! `below_zero`.
//!
//! ```console
//! $ never_below_zero
//! 10 came: 3 took one, 7 went away
//! left: 0
//! ```
//!
//! Notice what is inside the lock: all that has to be true together, from the look to the change. And what is outside:
//! everything else. The lab sheet has three rules for this, and here they are: make the whole block atomic; with more
//! than one lock keep an order; hold it no longer than needed, and never wait by asking again and again.
//!
//! The barrier is the same as in `below_zero`, only that it can't stand in the gap any more: nobody could pass it with
//! the lock in hand while the others wait for that lock. It stands before it, and makes them all come at once.
//!
//! Try this: put the `println!` of the result of each thread into the block. Which rule is that against?

use std::sync::{Barrier, Mutex, PoisonError};
use std::thread;

const THREADS: usize = 10;

fn main() {
    let left = Mutex::new(3);
    let all_are_here = Barrier::new(THREADS);

    let take_one = || {
        all_are_here.wait();
        let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
        let some_left = *left > 0;
        if some_left {
            *left -= 1;
        }
        some_left
    };
    let took: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(take_one)).collect();
        threads.into_iter().map(|thread| usize::from(thread.join().expect("it cannot panic"))).sum()
    });
    println!("{THREADS} came: {took} took one, {} went away", THREADS - took);
    println!("left: {}", left.into_inner().unwrap_or_else(PoisonError::into_inner));
}
