//! right: a BTreeMap, whose keys are priority and number; loops around wait and wait_timeout;
//! the number comes from an atomic.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

pub struct PrioQueue<T> {
    next: AtomicU64,
    inner: Mutex<Inner<T>>,
    news: Condvar,
}

struct Inner<T> {
    rest: BTreeMap<(i64, u64), T>,
    open: bool,
}

impl<T> PrioQueue<T> {
    pub fn new() -> Self {
        let inner = Mutex::new(Inner { rest: BTreeMap::new(), open: true });
        PrioQueue { next: AtomicU64::new(0), inner, news: Condvar::new() }
    }

    pub fn put(&self, priority: i64, item: T) -> Result<(), T> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let mut inner = self.inner.lock().unwrap();
        if !inner.open {
            return Err(item);
        }
        inner.rest.insert((priority, number), item);
        drop(inner);
        self.news.notify_one();
        Ok(())
    }

    pub fn get(&self) -> Option<(i64, T)> {
        let mut inner = self.inner.lock().unwrap();
        loop {
            if let Some(((priority, _), item)) = inner.rest.pop_first() {
                return Some((priority, item));
            }
            if !inner.open {
                return None;
            }
            inner = self.news.wait(inner).unwrap();
        }
    }

    pub fn get_within(&self, limit: Duration) -> Option<(i64, T)> {
        let deadline = Instant::now() + limit;
        let mut inner = self.inner.lock().unwrap();
        loop {
            if let Some(((priority, _), item)) = inner.rest.pop_first() {
                return Some((priority, item));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if !inner.open || left.is_zero() {
                return None;
            }
            inner = self.news.wait_timeout(inner, left).unwrap().0;
        }
    }

    pub fn close(&self) {
        let mut inner = self.inner.lock().unwrap();
        inner.open = false;
        drop(inner);
        self.news.notify_all();
    }
}
