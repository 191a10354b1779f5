//! A busy machine: what holds only on an idle one has not been shown.

use std::hint;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

/// Keeps the processors busy until it is dropped.
pub struct Busy {
    enough: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Busy {
    /// A thread a core, each computing without a pause.
    pub fn all_cores() -> Busy {
        let enough = Arc::new(AtomicBool::new(false));
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let threads = (0..cores).map(|_| {
            let enough = Arc::clone(&enough);
            thread::spawn(move || {
                while !enough.load(Ordering::Relaxed) {
                    hint::spin_loop();
                }
            })
        });
        Busy { threads: threads.collect(), enough }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.enough.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            // It cannot panic, and has nothing to say.
            let _ = thread.join();
        }
    }
}
