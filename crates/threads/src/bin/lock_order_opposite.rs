//! lock_order_opposite: plato takes the fork and then wants the knife, kant takes the knife and then wants the fork.
//! The wrong way; `lock_order_same` is the right one.
//!
//! ```console
//! $ lock_order_opposite
//! @unordered
//! plato has the fork and waits for the knife
//! kant has the knife and waits for the fork
//! @end
//! 50 ms later: nobody has eaten
//! ```
//!
//! Notice what it takes: two locks, two threads, opposite order, and bad luck with the time. Luck is taken out here: a
//! barrier lets neither go on before both hold their first lock. Without it the program works nearly always, in the
//! test and in the first month. That is what makes deadlocks expensive.
//!
//! No compiler finds this, Rust's neither. It can only come about if there is a *circle* of who waits for whom, so it
//! is enough to make circles impossible: one order for all.
//!
//! Trying for the second lock and giving up (`try_lock`, put the first back, start again) is no cure: the two can give
//! up in step, again and again. Done with the barrier in front, both give up every time.
//!
//! Try this: `cargo xtask trace lock_order_opposite` draws who waits. Then take the barrier away and run it twenty
//! times.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Duration;

static FORK: Mutex<()> = Mutex::new(());
static KNIFE: Mutex<()> = Mutex::new(());
/// The two diners, when each has its first, and main.
static BOTH_HAVE_ONE: Barrier = Barrier::new(3);

/// They would not eat in an hour either; but we have seen enough.
const PATIENCE: Duration = Duration::from_millis(50);

fn main() {
    let (eaten, who_has_eaten) = mpsc::channel();
    let tell = eaten.clone();
    thread::spawn(move || dine("plato has the fork and waits for the knife", &FORK, &KNIFE, tell));
    thread::spawn(move || dine("kant has the knife and waits for the fork", &KNIFE, &FORK, eaten));

    BOTH_HAVE_ONE.wait();
    match who_has_eaten.recv_timeout(PATIENCE) {
        Ok(()) => println!("somebody has eaten"),
        Err(RecvTimeoutError::Timeout) => println!("{} ms later: nobody has eaten", PATIENCE.as_millis()),
        Err(RecvTimeoutError::Disconnected) => println!("both have gone home hungry"),
    }
}

fn dine(what: &str, first: &Mutex<()>, second: &Mutex<()>, eaten: Sender<()>) {
    let _one = first.lock();
    println!("{what}");
    BOTH_HAVE_ONE.wait();
    let _other = second.lock();
    let _ = eaten.send(());
}
