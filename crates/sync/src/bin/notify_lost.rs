//! notify_lost: a notification that comes before the wait is lost; a state that was changed before it is not.
//!
//! ```console
//! $ notify_lost
//! notified first, then waited: timed out
//! told first, then waited until told: went on at once
//! ```
//!
//! Notice that a Condvar remembers nothing. It wakes those who sleep on it now, and if nobody does, the call did
//! nothing. What is to be remembered belongs into the data under the Mutex; then it does not matter who comes first.
//!
//! *Erratum.* E81: the book's `wait(timeout)` cannot tell a notification from a timeout: in Python 2.7 it returns
//! None both ways. Rust's returns both the guard and whether the time was up.
//!
//! Try this: in `waits_for_the_state`, let the thread sleep a second before it sets `told`. What changes, and what
//! doesn't?

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// Long enough for a notification, if one were to come.
const PATIENCE: Duration = Duration::from_millis(50);

fn main() {
    waits_for_a_notification();
    waits_for_the_state();
}

/// The wrong way. The order is forced: the thread has ended before main begins to wait.
fn waits_for_a_notification() {
    let (lock, changed) = (Mutex::new(()), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| changed.notify_one());
    });

    let guard = lock.lock().expect("nobody panics");
    let (_guard, waited) = changed.wait_timeout(guard, PATIENCE).expect("nobody panics");
    println!("notified first, then waited: {}", if waited.timed_out() { "timed out" } else { "went on" });
}

/// The right way, in the same order: the thread leaves a mark, and main looks before it sleeps.
fn waits_for_the_state() {
    let (told, changed) = (Mutex::new(false), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            *told.lock().expect("nobody panics") = true;
            changed.notify_one();
        });
    });

    let guard = told.lock().expect("nobody panics");
    let (_guard, waited) = changed.wait_timeout_while(guard, PATIENCE, |told| !*told).expect("nobody panics");
    println!(
        "told first, then waited until told: {}",
        if waited.timed_out() { "timed out" } else { "went on at once" }
    );
}
