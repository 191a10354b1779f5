//! Where the table comes from. This file is given.

use std::env;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

static LOADS: Mutex<usize> = Mutex::new(0);
static ONE_MORE: Condvar = Condvar::new();

/// How long a first load waits for a second one to be started. A right program waits this long once.
const PATIENCE: Duration = Duration::from_millis(100);

/// Loads the table: entry i is i times i, and more by the number in the environment variable MORE if there is one. Its
/// entries are those from 0 to 32. Slow.
pub fn load() -> Vec<u64> {
    let mut loads = LOADS.lock().expect("nobody panics with it");
    *loads += 1;
    ONE_MORE.notify_all();
    // Whoever has found no table and is on the way here gets the time to arrive.
    drop(ONE_MORE.wait_timeout_while(loads, PATIENCE, |loads| *loads < 2).expect("nobody panics with it"));
    let more: u64 = env::var("MORE").ok().and_then(|more| more.parse().ok()).unwrap_or(0);
    (0..=32).map(|i| i * i + more).collect()
}

/// How often `load` was called so far.
pub fn loads() -> usize {
    *LOADS.lock().expect("nobody panics with it")
}
