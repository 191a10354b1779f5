//! verdict: deadlock
//! Believes that the lock may be kept for the job, since its result goes under the same one.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

#[derive(Debug, PartialEq)]
pub struct Full;
#[derive(Debug, PartialEq)]
pub struct Empty;

type Job<R> = Box<dyn FnOnce() -> R + Send>;

struct State<R> {
    jobs: VecDeque<Job<R>>,
    results: VecDeque<R>,
    closed: bool,
}

struct Shared<R> {
    state: Mutex<State<R>>,
    jobs: Condvar,
    space: Condvar,
    results: Condvar,
    room: usize,
}

pub struct WorkQueue<R> {
    shared: Arc<Shared<R>>,
    workers: Vec<JoinHandle<()>>,
}

impl<R: Send + 'static> WorkQueue<R> {
    pub fn new(workers: usize, room: usize) -> WorkQueue<R> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State { jobs: VecDeque::new(), results: VecDeque::new(), closed: false }),
            jobs: Condvar::new(),
            space: Condvar::new(),
            results: Condvar::new(),
            room,
        });
        let workers = (0..workers)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || work(&shared))
            })
            .collect();
        WorkQueue { shared, workers }
    }

    pub fn put(&self, job: impl FnOnce() -> R + Send + 'static) {
        let mut s = self.shared.state.lock().unwrap();
        while s.jobs.len() >= self.shared.room {
            s = self.shared.space.wait(s).unwrap();
        }
        s.jobs.push_back(Box::new(job));
        self.shared.jobs.notify_one();
    }

    pub fn try_put(&self, job: impl FnOnce() -> R + Send + 'static) -> Result<(), Full> {
        let mut s = self.shared.state.lock().unwrap();
        if s.jobs.len() >= self.shared.room {
            return Err(Full);
        }
        s.jobs.push_back(Box::new(job));
        self.shared.jobs.notify_one();
        Ok(())
    }

    pub fn get(&self, patience: Duration) -> Result<R, Empty> {
        let deadline = Instant::now() + patience;
        let mut s = self.shared.state.lock().unwrap();
        loop {
            if let Some(r) = s.results.pop_front() {
                return Ok(r);
            }
            let now = Instant::now();
            if now >= deadline {
                return Err(Empty);
            }
            s = self.shared.results.wait_timeout(s, deadline - now).unwrap().0;
        }
    }

    pub fn finish(self) -> Vec<R> {
        self.shared.state.lock().unwrap().closed = true;
        self.shared.jobs.notify_all();
        for w in self.workers {
            w.join().unwrap();
        }
        self.shared.state.lock().unwrap().results.drain(..).collect()
    }
}

fn work<R>(shared: &Shared<R>) {
    loop {
        let s = shared.state.lock().unwrap();
        let mut s = shared.jobs.wait_while(s, |s| s.jobs.is_empty() && !s.closed).unwrap();
        let Some(job) = s.jobs.pop_front() else { return };
        shared.space.notify_one();
        let r = job();
        s.results.push_back(r);
        drop(s);
        shared.results.notify_one();
    }
}
