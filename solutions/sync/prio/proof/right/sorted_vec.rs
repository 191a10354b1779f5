//! right: a Vec that is kept sorted, the most urgent at its end, so that equal ones go in front of those of their kind;
//! one Condvar, and everybody is woken.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub struct PrioQueue<T> {
    inner: Mutex<(Vec<(i64, T)>, bool)>,
    news: Condvar,
}

impl<T> PrioQueue<T> {
    pub fn new() -> PrioQueue<T> {
        PrioQueue { inner: Mutex::new((Vec::new(), false)), news: Condvar::new() }
    }

    pub fn put(&self, priority: i64, item: T) -> Result<(), T> {
        let mut inner = self.lock();
        let (items, closed) = &mut *inner;
        if *closed {
            return Err(item);
        }
        let place = items.partition_point(|(other, _)| *other > priority);
        items.insert(place, (priority, item));
        drop(inner);
        self.news.notify_all();
        Ok(())
    }

    pub fn get(&self) -> Option<(i64, T)> {
        self.get_until(None)
    }

    pub fn get_within(&self, limit: Duration) -> Option<(i64, T)> {
        self.get_until(Some(Instant::now() + limit))
    }

    fn get_until(&self, until: Option<Instant>) -> Option<(i64, T)> {
        let mut inner = self.lock();
        while inner.0.is_empty() && !inner.1 {
            inner = match until.map(|until| until.saturating_duration_since(Instant::now())) {
                None => self.news.wait(inner).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => return None,
                Some(left) => self.news.wait_timeout(inner, left).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
        inner.0.pop()
    }

    pub fn close(&self) {
        self.lock().1 = true;
        self.news.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, (Vec<(i64, T)>, bool)> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
