use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Condvar, Mutex};

pub struct PrioQueue {
    items: Mutex<BinaryHeap<Reverse<(u32, &'static str)>>>,
    not_empty: Condvar,
}

impl PrioQueue {
    pub fn new() -> Self {
        Self { items: Mutex::new(BinaryHeap::new()), not_empty: Condvar::new() }
    }

    pub fn put(&self, priority: u32, item: &'static str) {
        let mut items = self.items.lock().unwrap();
        items.push(Reverse((priority, item)));
        self.not_empty.notify_one();
    }

    pub fn get(&self) -> &'static str {
        let mut items = self.items.lock().unwrap();
        if items.is_empty() {
            items = self.not_empty.wait(items).unwrap(); // told
        }
        let Reverse((_, item)) = items.pop().unwrap();
        item
    }
}
