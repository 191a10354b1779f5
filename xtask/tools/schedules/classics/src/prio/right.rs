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
        loop {
            if let Some(Reverse((_, item))) = items.pop() {
                return item;
            }
            items = self.not_empty.wait(items).unwrap();
        }
    }
}
