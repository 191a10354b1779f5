//! verdict: deadlock
//! Believes that a flag which is atomic needs no lock.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// The lowest priority number comes first; of equal ones, the one that was put first.
pub struct PrioQueue<T> {
    state: Mutex<State<T>>,
    closed: AtomicBool,
    changed: Condvar,
}

struct State<T> {
    heap: BinaryHeap<Reverse<Entry<T>>>,
    /// How many have ever been put.
    put: u64,
}

/// Ordered by priority and number only: an item needs no order of its own.
struct Entry<T> {
    priority: i64,
    number: u64,
    item: T,
}

impl<T> PrioQueue<T> {
    /// An empty queue. There is no bound to what it holds.
    pub fn new() -> PrioQueue<T> {
        let state = State { heap: BinaryHeap::new(), put: 0 };
        PrioQueue { state: Mutex::new(state), closed: AtomicBool::new(false), changed: Condvar::new() }
    }

    /// Puts an item in. Never waits for anybody to get it. Once the queue is closed, the item comes back.
    pub fn put(&self, priority: i64, item: T) -> Result<(), T> {
        let mut state = self.state();
        if self.is_closed() {
            return Err(item);
        }
        let number = state.put;
        state.put += 1;
        state.heap.push(Reverse(Entry { priority, number, item }));
        self.changed.notify_one(); // one item, one of those who wait
        Ok(())
    }

    /// The most urgent item and its priority. Waits while there is none; None if the queue is closed and empty.
    pub fn get(&self) -> Option<(i64, T)> {
        let must_wait = |state: &mut State<T>| state.heap.is_empty() && !self.is_closed();
        self.changed.wait_while(self.state(), must_wait).expect(NOBODY_PANICS).pop()
    }

    /// The same, but waits no longer than `limit`: None if nothing has come by then.
    pub fn get_within(&self, limit: Duration) -> Option<(i64, T)> {
        let must_wait = |state: &mut State<T>| state.heap.is_empty() && !self.is_closed();
        self.changed.wait_timeout_while(self.state(), limit, must_wait).expect(NOBODY_PANICS).0.pop()
    }

    /// Nothing more can be put in. What is there can still be got, and nobody waits for more.
    pub fn close(&self) {
        self.closed.store(true, SeqCst);
        self.changed.notify_all(); // this is for everybody
    }

    fn is_closed(&self) -> bool {
        self.closed.load(SeqCst)
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().expect(NOBODY_PANICS)
    }
}

const NOBODY_PANICS: &str = "nobody panics with the queue in hand";

impl<T> State<T> {
    fn pop(&mut self) -> Option<(i64, T)> {
        self.heap.pop().map(|Reverse(entry)| (entry.priority, entry.item))
    }
}

impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Entry<T>) -> Ordering {
        (self.priority, self.number).cmp(&(other.priority, other.number))
    }
}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Entry<T>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Entry<T>) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T> Eq for Entry<T> {}
