//! prio: puts the queue of `queue.rs` to the test, for real. It needs no change.

mod queue;

use std::env;
use std::fs;
use std::io;
use std::iter;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use queue::PrioQueue;

/// A job has no order of its own, and there are no two of it.
struct Job(String);

const PRODUCERS: usize = 4;
const JOBS_EACH: usize = 100;

/// Long enough that nobody takes it for nothing.
const LIMIT: Duration = Duration::from_millis(50);

/// Somebody who asks every millisecond falls asleep some fifty times within the limit; once is
/// enough to wait, a few are no harm.
const FEW: u32 = 9;

fn main() -> ExitCode {
    let mut words = env::args_os().skip(1).map(|word| word.to_str().map(str::to_owned));
    let consumers = words.next().flatten().and_then(|word| word.parse().ok()).filter(|n| (1..=32).contains(n));
    let jobs = words.map(|word| parse(&word?)).collect::<Option<Vec<_>>>();
    let (Some(consumers), Some(jobs)) = (consumers, jobs) else {
        eprintln!("usage: prio CONSUMERS [PRIORITY:JOB..]   (CONSUMERS from 1 to 32, PRIORITY a whole number)");
        return ExitCode::from(2);
    };
    in_order(jobs);
    nobody_puts();
    many_put(consumers);
    on_demand(consumers);
    ExitCode::SUCCESS
}

fn parse(word: &str) -> Option<(i64, Job)> {
    let (priority, name) = word.split_once(':')?;
    Some((priority.parse().ok()?, Job(name.to_owned())))
}

/// All are put, then all are got.
fn in_order(jobs: Vec<(i64, Job)>) {
    let queue = PrioQueue::new();
    for (priority, job) in jobs {
        if queue.put(priority, job).is_err() {
            println!("a job came back, and the queue is not closed");
        }
    }
    queue.close();
    while let Some((priority, job)) = queue.get() {
        println!("{priority} {}", job.0);
    }
    match queue.put(0, Job("late".to_owned())) {
        Ok(()) => println!("closed, and it took a late job"),
        Err(job) => println!("closed: the {} job came back", job.0),
    }
}

/// A wait with a limit ends when the time is up, and not before. Meanwhile another thread waits without one.
fn nobody_puts() {
    let queue = PrioQueue::<Job>::new();
    let other = &PrioQueue::<Job>::new();
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            tell.send(fs::read_link("/proc/thread-self")).expect("main waits for it");
            other.get()
        });
        let task = told.recv().expect("the thread tells");

        let start = Instant::now();
        let got = queue.get_within(LIMIT);
        let when = if start.elapsed() >= LIMIT { "after" } else { "before" };
        println!("nothing comes within {LIMIT:?}: {} {when} that", got.map_or("nothing".to_owned(), |(_, job)| job.0));

        // Where the system does not tell, a sleep is a sleep.
        match task.map_or(0, |name| sleeps(&Path::new("/proc").join(name))) {
            ..=FEW => println!("somebody waits for ever: asleep"),
            often => println!("somebody waits for ever: fell asleep {often} times"),
        }
        other.close();
    });
}

/// How often a thread has given up its processor by itself, to wait for something.
fn sleeps(task: &Path) -> u32 {
    let status = fs::read_to_string(task.join("status")).unwrap_or_default();
    let count = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
    count.and_then(|count| count.trim().parse().ok()).unwrap_or(0)
}

/// Several put at the same time as several get.
fn many_put(consumers: usize) {
    let queue = PrioQueue::new();
    let (put, got) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..consumers {
            scope.spawn(|| iter::from_fn(|| queue.get()).for_each(|_| _ = got.fetch_add(1, Ordering::Relaxed)));
        }
        thread::scope(|scope| {
            let put_all = || {
                for number in 0..JOBS_EACH {
                    let is_put = queue.put((number % 3) as i64, Job(number.to_string())).is_ok();
                    put.fetch_add(usize::from(is_put), Ordering::Relaxed);
                }
            };
            (0..PRODUCERS).for_each(|_| _ = scope.spawn(put_all));
        });
        queue.close();
    });
    println!("{PRODUCERS} producers: {} jobs put, {} got", put.into_inner(), got.into_inner());
}

/// Each line that is typed is a job for one of those who wait.
fn on_demand(consumers: usize) {
    let queue = PrioQueue::new();
    let (tell, told) = mpsc::channel();
    let gone_home = thread::scope(|scope| {
        let work = || {
            while let Some((_, job)) = queue.get() {
                tell.send(job).expect("main listens");
            }
        };
        let threads: Vec<_> = (0..consumers).map(|_| scope.spawn(work)).collect();
        println!("all wait for you: type a job, or end the input");
        serve(&queue, &told);
        queue.close();
        threads.into_iter().filter_map(|thread| thread.join().ok()).count()
    });
    println!("closed: {gone_home} of {consumers} went home");
}

fn serve(queue: &PrioQueue<Job>, done: &Receiver<Job>) {
    for line in io::stdin().lines() {
        if queue.put(0, Job(line.expect("standard input"))).is_err() {
            return println!("the job came back, and the queue is not closed");
        }
        println!("somebody has done {}", done.recv().expect("somebody works").0);
    }
}
