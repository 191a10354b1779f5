use std::sync::{Mutex, MutexGuard};

struct Waits<'a>(&'a Mutex<u32>);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        drop(self.0.lock());
    }
}

fn panics(mutex: &Mutex<u32>, _guard: MutexGuard<'_, u32>) {
    let _waits = Waits(mutex);
    panic!("once");
}

pub fn work() {
    let mutex = Mutex::new(0);
    panics(&mutex, mutex.lock().unwrap());
}
