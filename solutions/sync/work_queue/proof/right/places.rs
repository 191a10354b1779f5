//! right: a channel without bounds for the jobs, and before it a count of free places that the workers give back;
//! an empty message ends a worker.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub struct Full;

#[derive(Debug, PartialEq)]
pub struct Empty;

type Job<R> = Box<dyn FnOnce() -> R + Send>;

pub struct WorkQueue<R> {
    places: Arc<Places>,
    /// None sends one worker home.
    jobs: Sender<Option<Job<R>>>,
    results: Receiver<R>,
    workers: Vec<JoinHandle<()>>,
}

struct Places {
    free: Mutex<usize>,
    came_back: Condvar,
}

impl<R: Send + 'static> WorkQueue<R> {
    pub fn new(workers: usize, room: usize) -> Self {
        let places = Arc::new(Places { free: Mutex::new(room), came_back: Condvar::new() });
        let (jobs, queue) = mpsc::channel();
        let (sender, results) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let mut handles = Vec::new();
        for _ in 0..workers {
            let (places, queue, sender) = (places.clone(), queue.clone(), sender.clone());
            handles.push(thread::spawn(move || work(&places, &queue, &sender)));
        }
        WorkQueue { places, jobs, results, workers: handles }
    }

    pub fn put(&self, job: impl FnOnce() -> R + Send + 'static) {
        let free = self.places.free.lock().unwrap();
        *self.places.came_back.wait_while(free, |free| *free == 0).unwrap() -= 1;
        self.jobs.send(Some(Box::new(job))).unwrap();
    }

    pub fn try_put(&self, job: impl FnOnce() -> R + Send + 'static) -> Result<(), Full> {
        let mut free = self.places.free.lock().unwrap();
        *free = free.checked_sub(1).ok_or(Full)?;
        drop(free);
        self.jobs.send(Some(Box::new(job))).unwrap();
        Ok(())
    }

    pub fn get(&self, patience: Duration) -> Result<R, Empty> {
        self.results.recv_timeout(patience).map_err(|_| Empty)
    }

    pub fn finish(self) -> Vec<R> {
        for _ in &self.workers {
            self.jobs.send(None).unwrap();
        }
        for worker in self.workers {
            worker.join().unwrap();
        }
        self.results.try_iter().collect()
    }
}

fn work<R>(places: &Places, queue: &Mutex<Receiver<Option<Job<R>>>>, results: &Sender<R>) {
    loop {
        let message = queue.lock().unwrap().recv().unwrap();
        let Some(job) = message else { return };
        *places.free.lock().unwrap() += 1;
        places.came_back.notify_one();
        results.send(job()).unwrap();
    }
}
