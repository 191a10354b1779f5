//! A queue of jobs, and workers that do them.

use std::sync::Mutex;
use std::time::Duration;

/// There is no room for a job.
#[derive(Debug, PartialEq)]
pub struct Full;

/// No result has come in time.
#[derive(Debug, PartialEq)]
pub struct Empty;

/// Has its jobs done by workers, and keeps the results until they are fetched.
pub struct WorkQueue<R> {
    results: Mutex<Vec<R>>, // TODO: the jobs that wait, and the workers
}

impl<R: Send + 'static> WorkQueue<R> {
    /// Starts so many workers. No more than `room` jobs, one at least, wait for one of them.
    pub fn new(_workers: usize, _room: usize) -> WorkQueue<R> {
        WorkQueue { results: Mutex::new(Vec::new()) }
    }

    /// Puts a job in. Waits while there is no room.
    pub fn put(&self, job: impl FnOnce() -> R + Send + 'static) {
        // TODO: a worker is to do that
        let result = job();
        self.results.lock().expect("nobody panics with the results in hand").push(result);
    }

    /// Puts a job in if there is room. Never waits.
    pub fn try_put(&self, _job: impl FnOnce() -> R + Send + 'static) -> Result<(), Full> {
        // TODO
        Err(Full)
    }

    /// Takes a result, in the order in which the jobs were done. Waits for one, but no longer than `patience`.
    pub fn get(&self, _patience: Duration) -> Result<R, Empty> {
        // TODO
        Err(Empty)
    }

    /// Lets the workers do all the jobs that are in, and waits until they have ended. The results that nobody has taken.
    pub fn finish(self) -> Vec<R> {
        // TODO
        self.results.into_inner().expect("nobody panics with the results in hand")
    }
}
