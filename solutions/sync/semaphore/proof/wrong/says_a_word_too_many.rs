//! verdict: unproven
//! Believes that a line which never runs keeps the schedules from being tried.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, Thread};

struct Waiter {
    thread: Thread,
    go: AtomicBool,
}

pub struct Semaphore {
    free: AtomicUsize,
    waiting: Mutex<VecDeque<Arc<Waiter>>>,
}

pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        Semaphore { free: AtomicUsize::new(permits), waiting: Mutex::default() }
    }

    fn take(&self) -> bool {
        self.free.fetch_update(Ordering::AcqRel, Ordering::Acquire, |n| n.checked_sub(1)).is_ok()
    }

    pub fn acquire(&self) -> Permit<'_> {
        if !self.take() {
            let mut waiting = self.waiting.lock().unwrap();
            {
                let me = Arc::new(Waiter { thread: thread::current(), go: AtomicBool::new(false) });
                waiting.push_back(Arc::clone(&me));
                drop(waiting);
                while !me.go.load(Ordering::Acquire) {
                    thread::park();
                }
            }
        }
        Permit { semaphore: self }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        self.take().then(|| Permit { semaphore: self })
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let mut waiting = self.semaphore.waiting.lock().unwrap();
        match waiting.pop_front() {
            Some(w) => {
                drop(waiting);
                w.go.store(true, Ordering::Release);
                w.thread.unpark();
            }
            None => {
                self.semaphore.free.fetch_add(1, Ordering::AcqRel);
            }
        }
    }
}

#[expect(dead_code, reason = "for a message that is not written yet")]
fn off(handle: &std::thread::JoinHandle<()>) -> u64 {
    std::os::unix::thread::JoinHandleExt::as_pthread_t(handle)
}
