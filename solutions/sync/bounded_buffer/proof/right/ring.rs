//! right: a ring of places that are allocated once, two counters instead of a queue, and a lock that is let
//! go before anybody is notified.

use std::sync::{Condvar, Mutex, PoisonError};

pub struct Buffer<T> {
    ring: Mutex<Ring<T>>,
    has_room: Condvar,
    has_items: Condvar,
}

struct Ring<T> {
    places: Vec<Option<T>>,
    /// How many have ever gone in and come out.
    put: usize,
    got: usize,
    is_open: bool,
}

impl<T> Buffer<T> {
    pub fn new(room: usize) -> Self {
        let places = (0..room).map(|_| None).collect();
        Buffer {
            ring: Mutex::new(Ring { places, put: 0, got: 0, is_open: true }),
            has_room: Condvar::new(),
            has_items: Condvar::new(),
        }
    }

    pub fn put(&self, item: T) -> Result<(), T> {
        let mut ring = self.ring.lock().unwrap();
        loop {
            if !ring.is_open {
                return Err(item);
            }
            if ring.put - ring.got < ring.places.len() {
                break;
            }
            ring = self.has_room.wait(ring).unwrap();
        }
        let place = ring.put % ring.places.len();
        ring.places[place] = Some(item);
        ring.put += 1;
        drop(ring);
        self.has_items.notify_one();
        Ok(())
    }

    pub fn get(&self) -> Option<T> {
        let mut ring = self.ring.lock().unwrap();
        while ring.put == ring.got {
            if !ring.is_open {
                return None;
            }
            ring = self.has_items.wait(ring).unwrap();
        }
        let place = ring.got % ring.places.len();
        ring.got += 1;
        let item = ring.places[place].take();
        drop(ring);
        self.has_room.notify_one();
        item
    }

    pub fn close(&self) {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner).is_open = false;
        self.has_room.notify_all();
        self.has_items.notify_all();
    }
}
