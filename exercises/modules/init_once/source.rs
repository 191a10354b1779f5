//! Where the table comes from. This file is given.

use std::env;
use std::io;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

static LOADS: Mutex<usize> = Mutex::new(0);
static ONE_MORE: Condvar = Condvar::new();

/// How long a first load waits for a second one to be started. A right program waits this long once.
const PATIENCE: Duration = Duration::from_millis(100);

/// Loads the table: entry i is i times i, and more by the number in the environment variable MORE if there is one. Its
/// entries are those from 0 to 32. If MORE is `-`, the number is the next line of standard input, which nobody can read
/// a second time. Slow.
pub fn load() -> Vec<u64> {
    let mut loads = LOADS.lock().expect("nobody panics with it");
    *loads += 1;
    ONE_MORE.notify_all();
    // Whoever has found no table and is on the way here gets the time to arrive.
    drop(ONE_MORE.wait_timeout_while(loads, PATIENCE, |loads| *loads < 2).expect("nobody panics with it"));
    let more = match env::var("MORE").as_deref() {
        Ok("-") => number_on_stdin(),
        Ok(more) => more.parse().unwrap_or(0),
        Err(_) => 0,
    };
    (0..=32).map(|i| i * i + more).collect()
}

fn number_on_stdin() -> u64 {
    let mut line = String::new();
    io::stdin().read_line(&mut line).expect("standard input can be read");
    line.trim_end().parse().expect("with MORE=- a load finds a number on standard input")
}

/// How often `load` was called so far.
pub fn loads() -> usize {
    *LOADS.lock().expect("nobody panics with it")
}
