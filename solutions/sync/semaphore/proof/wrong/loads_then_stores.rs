//! verdict: wrong-output
//! Believes that nobody comes between a load and a store, and that `core` is out of sight.

extern crate alloc;
use alloc::sync::Arc;
use core::ops::Drop;
use core::sync::atomic::{AtomicIsize, Ordering};
use std::sync::{
    Mutex,
    mpsc::{self, Receiver, Sender},
};

pub struct Semaphore {
    free: Arc<AtomicIsize>,
    tell: Sender<()>,
    told: Mutex<Receiver<()>>,
}

pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        let (tell, told) = mpsc::channel();
        Semaphore { free: Arc::new(AtomicIsize::new(permits as isize)), tell, told: Mutex::new(told) }
    }

    // free below zero: so many wait
    pub fn acquire(&self) -> Permit<'_> {
        if self.free.fetch_sub(1, Ordering::SeqCst) <= 0 {
            self.told.lock().unwrap().recv().unwrap();
        }
        Permit { semaphore: self }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let n = self.free.load(Ordering::SeqCst);
        if n > 0 {
            self.free.store(n - 1, Ordering::SeqCst);
            return Some(Permit { semaphore: self });
        }
        None
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if self.semaphore.free.fetch_add(1, Ordering::SeqCst) < 0 {
            self.semaphore.tell.send(()).unwrap();
        }
    }
}
