//! queue_capacity: the same 4,000 items through queues with room for none, for few, for half of them, for all.
//!
//! ```console
//! $ queue_capacity
//! room for     0: {:float} ms, at most 0 waited
//! room for     1: {:float} ms, at most {:0..1} waited
//! room for    64: {:float} ms, at most {:0..64} waited
//! room for  2000: {:float} ms, at most {:0..2000} waited
//! no bounds:      {:float} ms, at most {:0..4000} waited
//! ```
//!
//! Notice the first two against the third: with no room the two threads wake each other for each item, and that is what
//! the time goes into. Some room is enough to bridge the bursts of the one and the naps of the other; more than that
//! changes little. What it costs is the last number: items that lie about in memory, and are the older the more of them
//! lie there.
//!
//! So the size is a decision about memory and about delay. Without bounds, a producer that is faster than its consumer
//! for long fills the memory, and the program dies of something that it could have waited for.
//!
//! The figures are those of your machine, and nothing checks them.
//!
//! *Erratum.* E85: the book advises half of the items. It is a number from nowhere: who knows how many there will be?
//!
//! Try this: a consumer that takes 10 us for each item. Which lines change?

use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

const ITEMS: usize = 4000;

fn main() {
    for room in [0, 1, 64, ITEMS / 2] {
        measure(&format!("room for {room:5}:"), bounded(room));
    }
    measure("no bounds:     ", unbounded());
}

fn measure(what: &str, (put, get): (Sender<usize>, Receiver<usize>)) {
    let start = Instant::now();
    let longest = thread::scope(|scope| {
        let watch = get.clone();
        let producer = scope.spawn(move || {
            let mut longest = 0;
            for item in 0..ITEMS {
                if put.send(item).is_err() {
                    break; // the consumer is gone
                }
                longest = longest.max(watch.len());
            }
            longest
        });
        scope.spawn(move || assert_eq!(get.iter().sum::<usize>(), ITEMS * (ITEMS - 1) / 2));
        producer.join().expect("the producer cannot panic")
    });
    println!("{what} {:.1} ms, at most {longest} waited", start.elapsed().as_secs_f64() * 1e3);
}
