//! right: no Condvar at all: whoever has to wait leaves its thread in a list and parks; every
//! change unparks all of the list.

use std::collections::VecDeque;
use std::mem;
use std::sync::Mutex;
use std::thread::{self, Thread};

pub struct Buffer<T> {
    inner: Mutex<Inner<T>>,
}

struct Inner<T> {
    items: VecDeque<T>,
    room: usize,
    closed: bool,
    parked: Vec<Thread>,
}

impl<T> Buffer<T> {
    pub fn new(room: usize) -> Self {
        let inner = Inner { items: VecDeque::with_capacity(room), room, closed: false, parked: vec![] };
        Self { inner: Mutex::new(inner) }
    }

    pub fn put(&self, item: T) -> Result<(), T> {
        let mut item = Some(item);
        self.until(|inner| {
            if inner.closed {
                return item.take().map(Err);
            }
            if inner.items.len() == inner.room {
                return None;
            }
            inner.items.extend(item.take());
            Some(Ok(()))
        })
    }

    pub fn get(&self) -> Option<T> {
        self.until(|inner| match inner.items.pop_front() {
            Some(item) => Some(Some(item)),
            None if inner.closed => Some(None),
            None => None,
        })
    }

    pub fn close(&self) {
        self.until(|inner| {
            inner.closed = true;
            Some(())
        });
    }

    /// Tries until something comes of it, and parks in between.
    fn until<R>(&self, mut attempt: impl FnMut(&mut Inner<T>) -> Option<R>) -> R {
        loop {
            let mut inner = self.inner.lock().unwrap();
            if let Some(result) = attempt(&mut inner) {
                let parked = mem::take(&mut inner.parked);
                drop(inner);
                parked.iter().for_each(Thread::unpark);
                return result;
            }
            inner.parked.push(thread::current());
            drop(inner);
            thread::park(); // at once over, if somebody has unparked it in between
        }
    }
}
