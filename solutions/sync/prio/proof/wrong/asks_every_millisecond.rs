//! verdict: wrong-output
//! Believes that with a limit nobody has to be woken.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// The lowest priority number comes first; of equal ones, the one that was put first.
pub struct PrioQueue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    heap: BinaryHeap<Reverse<Entry<T>>>,
    /// How many have ever been put.
    put: u64,
    closed: bool,
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
        let state = State { heap: BinaryHeap::new(), put: 0, closed: false };
        PrioQueue { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Puts an item in. Never waits for anybody to get it. Once the queue is closed, the item comes back.
    pub fn put(&self, priority: i64, item: T) -> Result<(), T> {
        let mut state = self.state();
        if state.closed {
            return Err(item);
        }
        let number = state.put;
        state.put += 1;
        state.heap.push(Reverse(Entry { priority, number, item }));
        Ok(())
    }

    /// The most urgent item and its priority. Waits while there is none; None if the queue is closed and empty.
    pub fn get(&self) -> Option<(i64, T)> {
        let mut state = self.state();
        while state.must_wait() {
            state = self.changed.wait_timeout(state, Duration::from_millis(1)).expect(NOBODY_PANICS).0;
        }
        state.pop()
    }

    /// The same, but waits no longer than `limit`: None if nothing has come by then.
    pub fn get_within(&self, limit: Duration) -> Option<(i64, T)> {
        // Whether the time is up makes no difference: an item that has come at the last moment is got.
        self.changed.wait_timeout_while(self.state(), limit, State::must_wait).expect(NOBODY_PANICS).0.pop()
    }

    /// Nothing more can be put in. What is there can still be got, and nobody waits for more.
    pub fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all(); // this is for everybody
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().expect(NOBODY_PANICS)
    }
}

const NOBODY_PANICS: &str = "nobody panics with the queue in hand";

impl<T> State<T> {
    fn must_wait(&mut self) -> bool {
        self.heap.is_empty() && !self.closed
    }

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
