//! priority_queue: a worker takes the most urgent job first, whatever the order in which they were put.
//!
//! ```console
//! $ priority_queue
//! main put 2 tea, 1 bread, 2 milk, 1 water
//! worker: 1 bread
//! worker: 1 water
//! worker: 2 tea
//! worker: 2 milk
//! worker: nothing is left
//! ```
//!
//! Notice the two jobs of each priority: they come in the order in which they were put, because the agenda in
//! `src/lib.rs` numbers them. And notice that there is no lock: the agenda moves into the worker, which has it for
//! itself. In Python it is `Queue.PriorityQueue`, shared by all. Here that is a lock around it and a condition for those
//! who find it empty: the exercise `prio`.
//!
//! *Erratum.* E93: the lab sheet promises the lowest item first and stops there. With equal priorities Python goes on
//! to compare the items themselves: `(1, "water")` against `(1, "bread")`, by the alphabet.
//!
//! Try this: `BinaryHeap` hands out the largest first. Where is that turned round? Use the agenda in main after the
//! `spawn`: what does the compiler say?

use std::thread;

use anyhow::anyhow;
use sync_lesson::Agenda;

fn main() -> anyhow::Result<()> {
    let mut agenda = Agenda::new();
    for (priority, job) in [(2, "tea"), (1, "bread"), (2, "milk"), (1, "water")] {
        agenda.put(priority, job);
    }
    println!("main put 2 tea, 1 bread, 2 milk, 1 water");

    let worker = thread::spawn(move || {
        while let Some((priority, job)) = agenda.get() {
            println!("worker: {priority} {job}");
        }
        println!("worker: nothing is left");
    });
    worker.join().map_err(|_| anyhow!("the worker panicked"))
}
