//! verdict: wrong-output
//! Believes that it only matters how many jobs are done at once, and not by whom.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;
#[derive(Debug, PartialEq)]
pub struct Full;
#[derive(Debug, PartialEq)]
pub struct Empty;
type Job<R> = Box<dyn FnOnce() -> R + Send>;
struct S<R> {
    jobs: VecDeque<Job<R>>,
    busy: usize,
    results: VecDeque<R>,
    threads: Vec<JoinHandle<()>>,
}
struct Sh<R> {
    s: Mutex<S<R>>,
    c: Condvar,
    workers: usize,
    room: usize,
}
pub struct WorkQueue<R>(Arc<Sh<R>>);
impl<R: Send + 'static> WorkQueue<R> {
    pub fn new(workers: usize, room: usize) -> Self {
        WorkQueue(Arc::new(Sh {
            s: Mutex::new(S { jobs: VecDeque::new(), busy: 0, results: VecDeque::new(), threads: vec![] }),
            c: Condvar::new(),
            workers,
            room,
        }))
    }
    fn start(sh: &Arc<Sh<R>>, s: &mut S<R>) {
        while s.busy < sh.workers
            && let Some(job) = s.jobs.pop_front()
        {
            s.busy += 1;
            let sh2 = Arc::clone(sh);
            s.threads.push(thread::spawn(move || {
                let r = job();
                let mut s = sh2.s.lock().unwrap();
                s.results.push_back(r);
                s.busy -= 1;
                Self::start(&sh2, &mut s);
                sh2.c.notify_all();
            }));
        }
    }
    pub fn put(&self, job: impl FnOnce() -> R + Send + 'static) {
        let sh = &self.0;
        let mut s = sh.c.wait_while(sh.s.lock().unwrap(), |s| s.jobs.len() >= sh.room).unwrap();
        s.jobs.push_back(Box::new(job));
        Self::start(sh, &mut s);
    }
    pub fn try_put(&self, job: impl FnOnce() -> R + Send + 'static) -> Result<(), Full> {
        let mut s = self.0.s.lock().unwrap();
        if s.jobs.len() >= self.0.room {
            return Err(Full);
        }
        s.jobs.push_back(Box::new(job));
        Self::start(&self.0, &mut s);
        Ok(())
    }
    pub fn get(&self, patience: Duration) -> Result<R, Empty> {
        let (mut s, _) =
            self.0.c.wait_timeout_while(self.0.s.lock().unwrap(), patience, |s| s.results.is_empty()).unwrap();
        s.results.pop_front().ok_or(Empty)
    }
    pub fn finish(self) -> Vec<R> {
        let sh = &self.0;
        let mut s = sh.c.wait_while(sh.s.lock().unwrap(), |s| s.busy > 0 || !s.jobs.is_empty()).unwrap();
        let threads = std::mem::take(&mut s.threads);
        drop(s);
        for t in threads {
            t.join().unwrap();
        }
        std::mem::take(&mut sh.s.lock().unwrap().results).into()
    }
}
