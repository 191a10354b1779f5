//! What holds for every queue of jobs, whatever the order in which its threads go on.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use super::queue::{Empty, Full, WorkQueue};

const PATIENCE: Duration = Duration::from_millis(50);

/// Two workers do five jobs, with room for one.
pub fn five_jobs() {
    let queue = WorkQueue::new(2, 1);
    let begun = Arc::new(AtomicUsize::new(0));
    for number in 0..5 {
        let begun = Arc::clone(&begun);
        queue.put(move || {
            begun.fetch_add(1, Ordering::SeqCst);
            number
        });
    }
    let mut results = queue.finish();
    results.sort_unstable();
    assert_eq!(begun.load(Ordering::SeqCst), 5, "how many jobs have been done when finish returns");
    assert_eq!(results, [0, 1, 2, 3, 4], "what finish returns, sorted");
}

/// One worker does three jobs, one after the other.
pub fn in_their_order() {
    let queue = WorkQueue::new(1, 2);
    (0..3).for_each(|number| queue.put(move || number));
    assert_eq!(queue.finish(), [0, 1, 2], "what comes of three jobs if there is one worker");
}

/// Two jobs meet: each of them waits for the other to have begun.
pub fn two_at_once() {
    let queue = WorkQueue::new(2, 2);
    let both = Arc::new(Barrier::new(2));
    for number in 0..2 {
        let both = Arc::clone(&both);
        queue.put(move || {
            both.wait();
            number
        });
    }
    let mut results = queue.finish();
    results.sort_unstable();
    assert_eq!(results, [0, 1], "what finish returns, sorted");
}

/// Six jobs meet, of six workers: each waits until all have begun.
pub fn six_at_once() {
    let queue = WorkQueue::new(6, 6);
    let all = Arc::new(Barrier::new(6));
    for _ in 0..6 {
        let all = Arc::clone(&all);
        queue.put(move || {
            all.wait();
        });
    }
    assert_eq!(queue.finish().len(), 6, "how many results there are of six jobs");
}

/// Two workers do five jobs, and nobody else does one.
pub fn no_more_threads() {
    let queue = WorkQueue::new(2, 5);
    (0..5).for_each(|_| queue.put(|| thread::current().id()));
    let threads: HashSet<_> = queue.finish().into_iter().collect();
    assert!(threads.len() <= 2, "{} threads have done the jobs, and there are 2 workers", threads.len());
}

/// The only worker is busy, and there is room for one job more.
pub fn no_room() {
    let queue = WorkQueue::new(1, 1);
    let (tell, begun) = mpsc::channel();
    let (open, gate) = mpsc::channel::<()>();
    queue.put(move || {
        tell.send(()).expect("the scenario waits for it");
        let _ = gate.recv();
        1
    });
    begun.recv().expect("the job tells that it has begun");
    assert_eq!(queue.try_put(|| 2), Ok(()), "what try_put says when nobody waits");
    assert_eq!(queue.try_put(|| 3), Err(Full), "what try_put says when there is no room");
    drop(open);
    queue.put(|| 4);
    assert_eq!(queue.finish(), [1, 2, 4], "what comes of the jobs that went in");
}

/// A worker has nothing to do. It is given a job by try_put, and begins it.
pub fn tried_while_idle() {
    let queue = WorkQueue::new(1, 1);
    let (tell, begun) = mpsc::channel();
    let job = move || tell.send(7).expect("the scenario waits for it");
    assert_eq!(queue.try_put(job), Ok(()), "what try_put says when nobody waits");
    assert_eq!(begun.recv(), Ok(7), "what the job tells");
    assert_eq!(queue.finish().len(), 1, "how many results there are of one job");
}

/// Results are fetched while the jobs are done, by somebody who waits 50 ms at most each time.
pub fn results_one_by_one() {
    let queue = WorkQueue::new(1, 1);
    let mut results = Vec::new();
    for number in 0..2 {
        queue.put(move || number);
        loop {
            let begun = Instant::now();
            match queue.get(PATIENCE) {
                Ok(result) => break results.push(result),
                Err(Empty) => assert!(begun.elapsed() >= PATIENCE, "get gave up before its time"),
            }
        }
    }
    assert_eq!(queue.get(Duration::ZERO), Err(Empty), "what get says when all results have been taken");
    queue.put(|| 2);
    results.extend(queue.finish());
    assert_eq!(results, [0, 1, 2], "the results, each of them once");
}

/// Nobody puts a job, and somebody waits 50 ms at most for a result.
pub fn no_result() {
    let queue = WorkQueue::<u32>::new(1, 1);
    let begun = Instant::now();
    assert_eq!(queue.get(PATIENCE), Err(Empty), "what get says when nobody has put a job");
    let took = begun.elapsed();
    assert!(took >= PATIENCE, "get gave up before its time");
    let took_ms = took.as_millis();
    assert!(took < PATIENCE + PATIENCE / 2, "get with a patience of 50 ms came back after {took_ms} ms");
    assert_eq!(queue.finish(), [], "what comes of no jobs");
}

/// Nobody puts a job, and three workers are sent home.
pub fn nothing_to_do() {
    let queue = WorkQueue::<u32>::new(3, 1);
    assert_eq!(queue.finish(), [], "what comes of no jobs");
}
