//! verdict: wrong-output
//! Believes that a job is handed to a worker, so a channel without room will do.

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
    pub fn new(workers: usize, _room: usize) -> Self {
        let (jobs, queue) = mpsc::sync_channel::<Job<R>>(0);
        let (sender, results) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let workers = (0..workers).map(|_| {
            let queue = Arc::clone(&queue);
            let sender = sender.clone();
            thread::spawn(move || {
                loop {
                    let next = queue.lock().unwrap().recv();
                    let Ok(job) = next else { break };
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
