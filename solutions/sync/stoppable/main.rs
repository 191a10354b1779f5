//! stoppable: a bench for the event and the worker of event.rs, driven by lines on standard input. It needs no change.

mod event;

use std::env;
use std::io;
use std::process::ExitCode;
use std::thread::{self, Scope};
use std::time::{Duration, Instant};

use event::Event;

fn main() -> ExitCode {
    if env::args_os().len() > 1 {
        eprintln!("usage: stoppable   (what to do is read from standard input)");
        return ExitCode::from(2);
    }
    bench();
    ExitCode::SUCCESS
}

/// Does what the lines say. Whoever waits or works has a thread of its own, while the bench goes on.
fn bench() {
    let event = &Event::new();
    thread::scope(|scope| {
        for line in io::stdin().lines().map_while(Result::ok) {
            let number = |word: &str| word.parse().ok();
            let mut words = line.split_whitespace();
            let (command, numbers) = (words.next(), words.map(number).collect::<Option<Vec<u64>>>());
            match (command, numbers.as_deref()) {
                (Some("set"), Some([])) => event.set(),
                (Some("clear"), Some([])) => event.clear(),
                (Some("ask"), Some([])) => println!("{}", if event.is_set() { "set" } else { "not set" }),
                (Some("wait"), Some([])) => start(scope, &line, move || wait(event)),
                (Some("wait"), Some(&[ms])) => start(scope, &line, move || wait_timeout(event, ms)),
                (Some("work"), Some(&[ms])) => start(scope, &line, move || work(event, ms, None)),
                (Some("work"), Some(&[ms, last])) => start(scope, &line, move || work(event, ms, Some(last))),
                _ => println!("lines are: set, clear, ask, wait, wait MS, work MS, work MS TICKS"),
            }
        }
        event.set(); // whoever still waits or works goes home
    });
}

fn wait(event: &Event) {
    event.wait();
    println!("wait: it is set");
}

fn wait_timeout(event: &Event, ms: u64) {
    let timeout = Duration::from_millis(ms);
    let start = Instant::now();
    let is_set = event.wait_timeout(timeout);
    let how = match is_set {
        true => "it is set",
        false if start.elapsed() < timeout => "the time was up too early",
        false => "the time was up",
    };
    println!("wait {ms}: {how}");
}

/// Works until the event is set. The last tick, if there is one, sets it itself.
fn work(event: &Event, ms: u64, last: Option<u64>) {
    let period = Duration::from_millis(ms);
    let (mut ticks, mut early) = (0, 0);
    let mut before = Instant::now();
    let said = event::every(period, event, || {
        ticks += 1;
        early += u64::from(before.elapsed() < period);
        if Some(ticks) == last {
            event.set();
        }
        before = Instant::now();
    });
    println!("work {ms}: {ticks} ticks, {early} too early; it says {said}");
}

/// Starts a thread of this name: a debugger shows it, and so does the runner if the thread waits in vain.
fn start<'scope>(scope: &'scope Scope<'scope, '_>, name: &str, work: impl FnOnce() + Send + 'scope) {
    thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, work).expect("a thread can be started");
}
