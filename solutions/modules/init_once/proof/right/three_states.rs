//! right: a lock and a condition by hand. The lock is free while the first one loads; the others see that somebody is at it and
//! wait to be woken.

mod source;

use std::env;
use std::process::ExitCode;
use std::sync::Barrier;
use std::thread;

fn main() -> ExitCode {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let threads = match words.as_slice() {
        [word] => word.to_str().and_then(|word| word.parse().ok()).filter(|n| (0..=40).contains(n)),
        _ => None,
    };
    let Some(threads) = threads else {
        eprintln!("usage: init_once N, with N from 0 to 40");
        return ExitCode::from(2);
    };

    println!("sum {}", look_up_all(threads));
    println!("loads {}", source::loads());
    ExitCode::SUCCESS
}

/// The sum of the entries 1 to `threads`, each looked up by a thread of its own, all at the same time.
fn look_up_all(threads: usize) -> u64 {
    let start = Barrier::new(threads);
    thread::scope(|scope| {
        let threads: Vec<_> = (1..=threads)
            .map(|index| {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    table::entry(index).unwrap_or(0)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a look-up does not panic")).sum()
    })
}

mod table {
    use std::sync::{Condvar, Mutex};

    use crate::source;

    enum State {
        Nothing,
        OnItsWay,
        Here(Vec<u64>),
    }

    static STATE: Mutex<State> = Mutex::new(State::Nothing);
    static ARRIVED: Condvar = Condvar::new();

    pub fn entry(index: usize) -> Option<u64> {
        let mut state = STATE.lock().expect("nobody panics while holding it");
        loop {
            match &*state {
                State::Here(entries) => return entries.get(index).copied(),
                State::OnItsWay => state = ARRIVED.wait(state).expect("nobody panics while holding it"),
                State::Nothing => {
                    *state = State::OnItsWay;
                    drop(state);
                    let entries = source::load();
                    state = STATE.lock().expect("nobody panics while holding it");
                    *state = State::Here(entries);
                    ARRIVED.notify_all();
                }
            }
        }
    }
}
