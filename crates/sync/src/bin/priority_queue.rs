//! priority_queue: a worker takes the most urgent job first, whatever the order in which they were put.
//!
//! ```console
//! $ priority_queue
//! main put 2 tea, 1 bread, 2 milk, 1 water
//! worker: 1 bread
//! worker: 1 water
//! worker: 2 tea
//! worker: 2 milk
//! worker: closing
//! ```
//!
//! Notice the two jobs of each priority: they come in the order in which they were put, because the queue numbers
//! them. And notice how the worker learns that it can go home: `get` returns None once the queue is closed and empty.
//! A Python queue needs a special item for that, and one for each worker.
//!
//! *Erratum.* E93: the lab sheet promises the lowest item first and stops there. With equal priorities Python goes on
//! to compare the items themselves: `(1, "water")` against `(1, "bread")`, by the alphabet.
//!
//! Try this: `BinaryHeap` hands out the largest first. Where is that turned round? The queue is `src/lib.rs` of this
//! lesson.

use std::sync::mpsc;
use std::thread;

use sync_lesson::PriorityQueue;

fn main() {
    let queue = PriorityQueue::new();
    let (all_put, go) = mpsc::channel::<()>();

    thread::scope(|scope| {
        let queue = &queue;
        scope.spawn(move || {
            let _ = go.recv(); // the order is forced: otherwise the first job put would be the first one got
            while let Some((priority, job)) = queue.get() {
                println!("worker: {priority} {job}");
            }
            println!("worker: closing");
        });

        for (priority, job) in [(2, "tea"), (1, "bread"), (2, "milk"), (1, "water")] {
            queue.put(priority, job);
        }
        println!("main put 2 tea, 1 bread, 2 milk, 1 water");
        drop(all_put);
        queue.close();
    });
}
