//! A queue that hands out the lowest first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Condvar, Mutex, MutexGuard};

/// A priority queue for threads: lowest priority number first, equal ones in the order in which they were put.
///
/// ```
/// let queue = sync_lesson::PriorityQueue::new();
/// queue.put(2, "tea");
/// queue.put(1, "bread");
/// queue.put(1, "apples");
/// queue.close();
/// assert_eq!(queue.get(), Some((1, "bread")));
/// assert_eq!(queue.get(), Some((1, "apples")));
/// assert_eq!(queue.get(), Some((2, "tea")));
/// assert_eq!(queue.get(), None);
/// ```
#[derive(Debug)]
pub struct PriorityQueue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct State<T> {
    heap: BinaryHeap<Reverse<Entry<T>>>,
    /// How many have ever been put: each gets its number.
    put: u64,
    closed: bool,
}

/// Compared by priority and number only, so that an item needs no order of its own.
#[derive(Debug)]
struct Entry<T> {
    priority: i64,
    number: u64,
    item: T,
}

impl<T> PriorityQueue<T> {
    /// An empty queue without bounds.
    pub fn new() -> PriorityQueue<T> {
        let state = State { heap: BinaryHeap::new(), put: 0, closed: false };
        PriorityQueue { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Never waits.
    pub fn put(&self, priority: i64, item: T) {
        let mut state = self.lock();
        let number = state.put;
        state.put += 1;
        state.heap.push(Reverse(Entry { priority, number, item }));
        self.changed.notify_one();
    }

    /// Nothing more will be put: those who wait in `get` go home when the queue is empty.
    pub fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// The lowest; waits while there is none. None when the queue is closed and empty.
    pub fn get(&self) -> Option<(i64, T)> {
        let waited = self.changed.wait_while(self.lock(), |state| state.heap.is_empty() && !state.closed);
        let mut state = waited.expect("nobody panics with the queue in hand");
        state.heap.pop().map(|Reverse(entry)| (entry.priority, entry.item))
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().expect("nobody panics with the queue in hand")
    }
}

impl<T> Default for PriorityQueue<T> {
    fn default() -> PriorityQueue<T> {
        PriorityQueue::new()
    }
}

impl<T> Entry<T> {
    fn key(&self) -> (i64, u64) {
        (self.priority, self.number)
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Entry<T>) -> bool {
        self.key() == other.key()
    }
}

impl<T> Eq for Entry<T> {}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Entry<T>) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Entry<T>) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn lowest_first_and_equal_ones_in_the_order_they_came() {
        let queue = PriorityQueue::new();
        for (priority, item) in [(2, "b"), (1, "z"), (2, "a"), (1, "a"), (-5, "first")] {
            queue.put(priority, item);
        }
        queue.close();
        let got: Vec<_> = std::iter::from_fn(|| queue.get()).collect();
        assert_eq!(got, [(-5, "first"), (1, "z"), (1, "a"), (2, "b"), (2, "a")]);
    }

    #[test]
    fn items_need_no_order() {
        let queue = PriorityQueue::new();
        queue.put(1, 0.5);
        queue.put(1, f64::NAN);
        assert_eq!(queue.get(), Some((1, 0.5)));
    }

    #[test]
    fn closing_wakes_everybody_who_waits() {
        let queue = PriorityQueue::<()>::new();
        thread::scope(|scope| {
            let waiters: Vec<_> = (0..4).map(|_| scope.spawn(|| queue.get())).collect();
            queue.close();
            assert!(waiters.into_iter().all(|waiter| waiter.join().unwrap().is_none()));
        });
    }

    #[test]
    fn every_item_is_got_exactly_once() {
        let queue = PriorityQueue::new();
        let (send, got) = mpsc::channel();
        thread::scope(|scope| {
            for _ in 0..3 {
                let (queue, send) = (&queue, send.clone());
                scope.spawn(move || {
                    while let Some((_, item)) = queue.get() {
                        send.send(item).unwrap();
                    }
                });
            }
            for number in 0..300 {
                queue.put(number % 7, number);
            }
            queue.close();
        });
        drop(send);
        let mut items: Vec<_> = got.iter().collect();
        items.sort();
        assert_eq!(items, (0..300).collect::<Vec<_>>());
    }
}
