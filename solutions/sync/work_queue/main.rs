//! work_queue: a bench for the queue of queue.rs, driven by lines on standard input. It needs no change.

mod queue;

use std::env;
use std::io;
use std::process::ExitCode;
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use queue::{Empty, Full, WorkQueue};

fn main() -> ExitCode {
    let numbers = env::args_os().skip(1).map(|word| word.to_str()?.parse().ok());
    match numbers.collect::<Option<Vec<usize>>>().as_deref() {
        Some(&[workers @ 1..=32, room @ 1..=1000]) => {
            bench(workers, room);
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: work_queue WORKERS ROOM   (WORKERS from 1 to 32, ROOM from 1 to 1000)");
            ExitCode::from(2)
        }
    }
}

/// Does what the lines say, but for `end`, which has a thread of its own: it works while the bench waits.
fn bench(workers: usize, room: usize) {
    let gates = Arc::new(Gates::default());
    let (lines, commands) = mpsc::channel();
    let opener = thread::spawn({
        let gates = Arc::clone(&gates);
        move || {
            for line in io::stdin().lines().map_while(Result::ok) {
                match line.strip_prefix("end ") {
                    Some(job) => gates.open(job),
                    None => lines.send(line).expect("the bench goes on until there are no more lines"),
                }
            }
            gates.open_all();
        }
    });

    let queue = WorkQueue::new(workers, room);
    for line in commands {
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            ["put", name] => {
                queue.put(job(name, &gates));
                println!("put {name}");
            }
            ["try", name] => match queue.try_put(job(name, &gates)) {
                Ok(()) => println!("put {name}"),
                Err(Full) => println!("{name} stays out: no room"),
            },
            ["get", ms] => get(&queue, ms.parse().unwrap_or(0)),
            ["squares", count] => squares(workers, room, count.parse().unwrap_or(0)),
            _ => println!("lines are: put NAME, try NAME, end NAME, get MS, squares N"),
        }
    }
    let mut rest = queue.finish();
    rest.sort();
    println!("at the end: {}", listed(&rest));
    opener.join().expect("the opener does not panic");
}

/// A job that says when it begins, and is over when the line `end NAME` has come.
fn job(name: &str, gates: &Arc<Gates>) -> impl FnOnce() -> String + Send + 'static {
    let (name, gates) = (name.to_owned(), Arc::clone(gates));
    move || {
        println!("{name} begins");
        gates.wait_for(&name);
        name
    }
}

fn get(queue: &WorkQueue<String>, ms: u64) {
    let patience = Duration::from_millis(ms);
    let start = Instant::now();
    match queue.get(patience) {
        Ok(name) => println!("got {name}"),
        Err(Empty) if start.elapsed() < patience => println!("nothing, and too early"),
        Err(Empty) => println!("nothing within {ms} ms"),
    }
}

/// A queue of its own, and so many jobs, each of which squares a number.
fn squares(workers: usize, room: usize, count: u64) {
    let queue = WorkQueue::new(workers, room);
    for number in 0..count {
        queue.put(move || number * number);
    }
    let mut squares = queue.finish();
    squares.sort_unstable();
    println!("squares: {}", listed(&squares));
}

fn listed(items: &[impl ToString]) -> String {
    match items.iter().map(ToString::to_string).collect::<Vec<_>>() {
        texts if texts.is_empty() => "nothing".to_owned(),
        texts => texts.join(" "),
    }
}

/// Keeps each job until its line has come.
#[derive(Default)]
struct Gates {
    state: Mutex<State>,
    opened: Condvar,
}

#[derive(Default)]
struct State {
    open: Vec<String>,
    all: bool,
}

impl Gates {
    fn open(&self, job: &str) {
        self.state.lock().expect("nobody panics at the gates").open.push(job.to_owned());
        self.opened.notify_all();
    }

    fn open_all(&self) {
        self.state.lock().expect("nobody panics at the gates").all = true;
        self.opened.notify_all();
    }

    fn wait_for(&self, job: &str) {
        let state = self.state.lock().expect("nobody panics at the gates");
        let is_shut = |state: &mut State| !state.all && !state.open.iter().any(|open| open == job);
        drop(self.opened.wait_while(state, is_shut).expect("nobody panics at the gates"));
    }
}
