//! right: one Mutex and one Condvar for all, jobs and results alike, and notify_all at every change.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

#[derive(Debug, PartialEq)]
pub struct Full;

#[derive(Debug, PartialEq)]
pub struct Empty;

pub struct WorkQueue<R> {
    desk: Arc<Desk<R>>,
    room: usize,
    workers: Vec<JoinHandle<()>>,
}

struct Desk<R> {
    papers: Mutex<Papers<R>>,
    changed: Condvar,
}

struct Papers<R> {
    incoming: VecDeque<Box<dyn FnOnce() -> R + Send>>,
    outgoing: VecDeque<R>,
    is_open: bool,
}

impl<R: Send + 'static> WorkQueue<R> {
    pub fn new(workers: usize, room: usize) -> Self {
        let papers = Papers { incoming: VecDeque::new(), outgoing: VecDeque::new(), is_open: true };
        let desk = Arc::new(Desk { papers: Mutex::new(papers), changed: Condvar::new() });
        let workers = (1..=workers)
            .map(|number| {
                let desk = Arc::clone(&desk);
                let worker = thread::Builder::new().name(format!("worker-{number}"));
                worker.spawn(move || desk.work()).unwrap()
            })
            .collect();
        WorkQueue { desk, room, workers }
    }

    pub fn put(&self, job: impl FnOnce() -> R + Send + 'static) {
        let mut papers = self.desk.papers.lock().unwrap();
        while papers.incoming.len() >= self.room {
            papers = self.desk.changed.wait(papers).unwrap();
        }
        papers.incoming.push_back(Box::new(job));
        self.desk.changed.notify_all();
    }

    pub fn try_put(&self, job: impl FnOnce() -> R + Send + 'static) -> Result<(), Full> {
        let mut papers = self.desk.papers.lock().unwrap();
        if papers.incoming.len() < self.room {
            papers.incoming.push_back(Box::new(job));
            self.desk.changed.notify_all();
            Ok(())
        } else {
            Err(Full)
        }
    }

    pub fn get(&self, patience: Duration) -> Result<R, Empty> {
        let papers = self.desk.papers.lock().unwrap();
        let nothing = |papers: &mut Papers<R>| papers.outgoing.is_empty();
        let (mut papers, _) = self.desk.changed.wait_timeout_while(papers, patience, nothing).unwrap();
        papers.outgoing.pop_front().ok_or(Empty)
    }

    pub fn finish(self) -> Vec<R> {
        self.desk.papers.lock().unwrap().is_open = false;
        self.desk.changed.notify_all();
        self.workers.into_iter().for_each(|worker| worker.join().unwrap());
        self.desk.papers.lock().unwrap().outgoing.drain(..).collect()
    }
}

impl<R> Desk<R> {
    fn work(&self) {
        let mut papers = self.papers.lock().unwrap();
        loop {
            if let Some(job) = papers.incoming.pop_front() {
                drop(papers);
                self.changed.notify_all();
                let result = job();
                papers = self.papers.lock().unwrap();
                papers.outgoing.push_back(result);
                self.changed.notify_all();
            } else if papers.is_open {
                papers = self.changed.wait(papers).unwrap();
            } else {
                return;
            }
        }
    }
}
