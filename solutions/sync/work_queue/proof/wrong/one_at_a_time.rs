//! verdict: deadlock
//! Believes that the lock is held for as long as it takes to receive; in a `while let` it is held for the whole body.

use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub struct Full;

#[derive(Debug, PartialEq)]
pub struct Empty;

type Job<R> = Box<dyn FnOnce() -> R + Send>;

pub struct WorkQueue<R> {
    jobs: SyncSender<Job<R>>,
    results: Receiver<R>,
    workers: Vec<JoinHandle<()>>,
}

impl<R: Send + 'static> WorkQueue<R> {
    pub fn new(workers: usize, room: usize) -> Self {
        let (jobs, queue) = mpsc::sync_channel::<Job<R>>(room);
        let (sender, results) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let workers = (0..workers).map(|_| {
            let queue = Arc::clone(&queue);
            let sender = sender.clone();
            thread::spawn(move || {
                while let Ok(job) = queue.lock().unwrap().recv() {
                    sender.send(job()).unwrap();
                }
            })
        });
        let workers = workers.collect();
        WorkQueue { jobs, results, workers }
    }

    pub fn put(&self, job: impl FnOnce() -> R + Send + 'static) {
        self.jobs.send(Box::new(job)).unwrap();
    }

    pub fn try_put(&self, job: impl FnOnce() -> R + Send + 'static) -> Result<(), Full> {
        match self.jobs.try_send(Box::new(job)) {
            Ok(()) => Ok(()),
            Err(TrySendError::Full(_)) => Err(Full),
            Err(TrySendError::Disconnected(_)) => unreachable!("the workers stay until the sender is gone"),
        }
    }

    pub fn get(&self, patience: Duration) -> Result<R, Empty> {
        self.results.recv_timeout(patience).or(Err(Empty))
    }

    pub fn finish(self) -> Vec<R> {
        drop(self.jobs);
        for worker in self.workers {
            worker.join().unwrap();
        }
        self.results.try_iter().collect()
    }
}
