use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

pub struct Config {
    ready: AtomicBool,
    value: Mutex<u32>,
    made: AtomicU32,
}

impl Config {
    pub fn new() -> Self {
        Self { ready: AtomicBool::new(false), value: Mutex::new(0), made: AtomicU32::new(0) }
    }

    pub fn get(&self) -> u32 {
        let is_first = !self.ready.swap(true, Ordering::AcqRel); // told
        if is_first {
            self.made.fetch_add(1, Ordering::Relaxed);
            *self.value.lock().unwrap() = 42;
        }
        *self.value.lock().unwrap()
    }

    pub fn made(&self) -> u32 {
        self.made.load(Ordering::Relaxed)
    }
}
