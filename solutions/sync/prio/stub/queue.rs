//! A queue that hands out the most urgent first.

use std::time::Duration;

/// The lowest priority number comes first; of equal ones, the one that was put first.
pub struct PrioQueue<T> {
    items: Vec<T>, // TODO: what threads may change, in an order, and something to wait on
}

impl<T> PrioQueue<T> {
    /// An empty queue. There is no bound to what it holds.
    pub fn new() -> PrioQueue<T> {
        PrioQueue { items: Vec::new() }
    }

    /// Puts an item in. Never waits for anybody to get it. Once the queue is closed, the item comes back.
    pub fn put(&self, _priority: i64, item: T) -> Result<(), T> {
        // TODO: nothing is ever put in
        Err(item)
    }

    /// The most urgent item and its priority. Waits while there is none; None if the queue is closed and empty.
    pub fn get(&self) -> Option<(i64, T)> {
        // TODO: it does not wait
        let _ = self.items.first();
        None
    }

    /// The same, but waits no longer than `limit`: None if nothing has come by then.
    pub fn get_within(&self, _limit: Duration) -> Option<(i64, T)> {
        // TODO: it does not wait
        None
    }

    /// Nothing more can be put in. What is there can still be got, and nobody waits for more.
    pub fn close(&self) {
        // TODO
    }
}
