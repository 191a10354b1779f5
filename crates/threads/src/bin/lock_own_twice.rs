//! lock_own_twice: a thread takes a lock that it has already. The wrong way; `reentrant` shows a lock that allows it.
//!
//! ```console
//! $ lock_own_twice
//! the thread has the lock
//! the thread tries for it again: taken, by itself
//! the thread waits for it
//! 50 ms later: it still waits
//! ```
//!
//! Notice that a Mutex doesn't know its owner. `try_lock` can only say that somebody has it, and `lock` waits until
//! that somebody gives it back: here for ever. (std promises no more than that it will not return; it might panic
//! instead.) Nobody writes these two lines in a row. It happens with a function that locks and calls another that locks
//! as well.
//!
//! The cure is hardly ever another kind of lock. Let the outer function lock, and hand the guard, or what is in it, to
//! the inner one: `fn pay(account: &mut Account)` can't lock, and can't be called without.
//!
//! A deadlock is silent: no error, no processor time, nothing in the log. Here main ends, and takes the thread along.
//!
//! Try this: `cargo xtask trace lock_own_twice`. Then drop the first guard in time.

use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

static LOCK: Mutex<u32> = Mutex::new(0);

/// It would not come in an hour either; but we have seen enough.
const PATIENCE: Duration = Duration::from_millis(50);

fn main() {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let _first = LOCK.lock();
        let _ = tell.send("has the lock");
        let again = LOCK.try_lock();
        let _ = tell.send(if again.is_ok() { "takes it again" } else { "tries for it again: taken, by itself" });
        let _ = tell.send("waits for it");
        let _second = LOCK.lock();
        let _ = tell.send("has it twice");
    });

    told.iter().take(3).for_each(|news| println!("the thread {news}"));
    match told.recv_timeout(PATIENCE) {
        Err(RecvTimeoutError::Timeout) => println!("{} ms later: it still waits", PATIENCE.as_millis()),
        Err(RecvTimeoutError::Disconnected) => println!("the thread has ended"),
        Ok(news) => println!("the thread {news}"),
    }
}
