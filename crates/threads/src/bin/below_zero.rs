//! below_zero: two threads look whether there is one left, both see one, and both take it. The wrong way;
//! `never_below_zero` is the right one.
//!
//! ```console
//! $ below_zero
//! @times 2: there is 1 left: I take it
//! left: -1
//! ```
//!
//! Notice that this compiles, in safe Rust. An atomic keeps each *single* step whole: the look is whole, the
//! subtraction is whole. Between them there is a gap, and what was seen is out of date before it is used. Check, then
//! act: a seat, a file that doesn't exist yet, a free port, money.
//!
//! Here a barrier stands in the gap, so that both have looked before one acts. Without it the gap is some nanoseconds
//! wide, and closes in every test.
//!
//! What does not compile is the version without an atomic: see `src/refused.rs`.
//!
//! Try this: take the barrier away and run it a hundred times. Then make it right without a lock, by `fetch_update`.

use std::sync::Barrier;
use std::sync::atomic::{AtomicI32, Ordering};
use std::thread;

fn main() {
    let left = AtomicI32::new(1);
    let both_have_looked = Barrier::new(2);

    let take_one = || {
        let seen = left.load(Ordering::SeqCst);
        both_have_looked.wait();
        if seen > 0 {
            println!("there is {seen} left: I take it");
            left.fetch_sub(1, Ordering::SeqCst);
        }
    };
    thread::scope(|scope| {
        scope.spawn(take_one);
        scope.spawn(take_one);
    });
    println!("left: {}", left.into_inner());
}
