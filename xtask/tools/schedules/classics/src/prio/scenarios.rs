//! What must hold for any queue with priorities.

use std::sync::Arc;
use std::thread;

use super::part::PrioQueue;

/// Two consumers wait, and two items come.
pub fn two_wait() {
    let queue = Arc::new(PrioQueue::new());
    let consumers = [1, 2].map(|n| {
        let queue = Arc::clone(&queue);
        thread::Builder::new().name(format!("consumer-{n}")).spawn(move || queue.get()).unwrap()
    });
    queue.put(2, "late");
    queue.put(1, "early");
    let mut items = consumers.map(|consumer| consumer.join().unwrap());
    items.sort();
    assert_eq!(items, ["early", "late"], "every item comes out once");
}

/// What is more urgent comes out first.
pub fn order() {
    let queue = PrioQueue::new();
    for (priority, item) in [(2, "b"), (1, "a"), (3, "c")] {
        queue.put(priority, item);
    }
    assert_eq!([queue.get(), queue.get(), queue.get()], ["a", "b", "c"], "the lowest number comes first");
}
