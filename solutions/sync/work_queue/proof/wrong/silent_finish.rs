//! verdict: deadlock
//! Believes that a flag is seen by whoever sleeps.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// There is no room for a job.
#[derive(Debug, PartialEq)]
pub struct Full;

/// No result has come in time.
#[derive(Debug, PartialEq)]
pub struct Empty;

/// Has its jobs done by workers, and keeps the results until they are fetched.
pub struct WorkQueue<R> {
    jobs: Arc<Jobs<R>>,
    workers: Vec<JoinHandle<()>>,
    results: Receiver<R>,
}

type Job<R> = Box<dyn FnOnce() -> R + Send>;

/// What the workers share with those who put.
struct Jobs<R> {
    room: usize,
    state: Mutex<State<R>>,
    not_full: Condvar,
    not_empty: Condvar,
}

struct State<R> {
    waiting: VecDeque<Job<R>>,
    finished: bool,
}

impl<R: Send + 'static> WorkQueue<R> {
    /// Starts so many workers. No more than `room` jobs, one at least, wait for one of them.
    pub fn new(workers: usize, room: usize) -> WorkQueue<R> {
        let state = Mutex::new(State { waiting: VecDeque::new(), finished: false });
        let jobs = Arc::new(Jobs { room, state, not_full: Condvar::new(), not_empty: Condvar::new() });
        let (sender, results) = mpsc::channel();
        let start = |_| {
            let (jobs, sender) = (Arc::clone(&jobs), sender.clone());
            thread::spawn(move || work(&jobs, &sender))
        };
        let workers = (0..workers).map(start).collect();
        WorkQueue { jobs, workers, results }
    }

    /// Puts a job in. Waits while there is no room.
    pub fn put(&self, job: impl FnOnce() -> R + Send + 'static) {
        let is_full = |state: &mut State<R>| state.waiting.len() == self.jobs.room;
        let waited = self.jobs.not_full.wait_while(self.jobs.lock(), is_full);
        waited.expect("nobody panics with the jobs in hand").waiting.push_back(Box::new(job));
        self.jobs.not_empty.notify_one();
    }

    /// Puts a job in if there is room. Never waits.
    pub fn try_put(&self, job: impl FnOnce() -> R + Send + 'static) -> Result<(), Full> {
        let mut state = self.jobs.lock();
        if state.waiting.len() == self.jobs.room {
            return Err(Full);
        }
        state.waiting.push_back(Box::new(job));
        self.jobs.not_empty.notify_one();
        Ok(())
    }

    /// Takes a result, in the order in which the jobs were done. Waits for one, but no longer than `patience`.
    pub fn get(&self, patience: Duration) -> Result<R, Empty> {
        self.results.recv_timeout(patience).map_err(|_| Empty)
    }

    /// Lets the workers do all the jobs that are in, and waits until they have ended. The results that nobody has taken.
    pub fn finish(self) -> Vec<R> {
        self.jobs.lock().finished = true;
        for worker in self.workers {
            worker.join().expect("no job panics");
        }
        self.results.try_iter().collect()
    }
}

impl<R> Jobs<R> {
    /// The next job; waits while there is none. None when all are done and no more will come.
    fn next(&self) -> Option<Job<R>> {
        let nothing_to_do = |state: &mut State<R>| state.waiting.is_empty() && !state.finished;
        let waited = self.not_empty.wait_while(self.lock(), nothing_to_do);
        let job = waited.expect("nobody panics with the jobs in hand").waiting.pop_front()?;
        self.not_full.notify_one();
        Some(job)
    }

    fn lock(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().expect("nobody panics with the jobs in hand")
    }
}

/// One worker. It has no lock while it does a job.
fn work<R>(jobs: &Jobs<R>, results: &Sender<R>) {
    while let Some(job) = jobs.next() {
        let _ = results.send(job()); // nobody misses the results of a queue that is gone
    }
}
