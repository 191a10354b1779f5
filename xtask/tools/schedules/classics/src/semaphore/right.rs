use std::sync::{Condvar, Mutex};

pub struct Semaphore {
    permits: Mutex<u32>,
    more: Condvar,
}

impl Semaphore {
    pub fn new(permits: u32) -> Self {
        Self { permits: Mutex::new(permits), more: Condvar::new() }
    }

    pub fn acquire(&self) {
        let mut permits = self.more.wait_while(self.permits.lock().unwrap(), |permits| *permits == 0).unwrap();
        *permits -= 1;
    }

    pub fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.more.notify_one();
    }
}
