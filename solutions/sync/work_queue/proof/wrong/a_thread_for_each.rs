//! verdict: wrong-output
//! Believes that a thread costs nothing: each job gets one of its own.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub struct Full;

#[derive(Debug, PartialEq)]
pub struct Empty;

pub struct WorkQueue<R> {
    sender: Sender<R>,
    results: Receiver<R>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    most: usize,
}

impl<R: Send + 'static> WorkQueue<R> {
    pub fn new(workers: usize, room: usize) -> Self {
        let (sender, results) = mpsc::channel();
        Self { sender, results, threads: Mutex::default(), most: workers + room }
    }

    pub fn put(&self, job: impl FnOnce() -> R + Send + 'static) {
        let sender = self.sender.clone();
        self.threads.lock().unwrap().push(thread::spawn(move || sender.send(job()).unwrap()));
    }

    pub fn try_put(&self, job: impl FnOnce() -> R + Send + 'static) -> Result<(), Full> {
        if self.threads.lock().unwrap().iter().filter(|thread| !thread.is_finished()).count() >= self.most {
            return Err(Full);
        }
        self.put(job);
        Ok(())
    }

    pub fn get(&self, patience: Duration) -> Result<R, Empty> {
        self.results.recv_timeout(patience).map_err(|_| Empty)
    }

    pub fn finish(self) -> Vec<R> {
        for thread in self.threads.into_inner().unwrap() {
            thread.join().unwrap();
        }
        self.results.try_iter().collect()
    }
}
