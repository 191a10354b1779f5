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
        if !self.ready.load(Ordering::Acquire) {
            let mut value = self.value.lock().unwrap();
            if !self.ready.load(Ordering::Acquire) {
                self.made.fetch_add(1, Ordering::Relaxed);
                *value = 42;
                self.ready.store(true, Ordering::Release);
            }
        }
        *self.value.lock().unwrap()
    }

    pub fn made(&self) -> u32 {
        self.made.load(Ordering::Relaxed)
    }
}
