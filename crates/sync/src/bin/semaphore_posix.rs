//! semaphore_posix: the semaphore of the system, `sem_t`, by its calls.
//!
//! ```console
//! $ semaphore_posix
//! starts with 0; trywait: Resource temporarily unavailable (os error 11)
//! main waits; a thread posts; main goes on
//! 2 permits: 2 tries succeed
//! given back once too often: 3 tries succeed
//! ```
//!
//! Notice that a semaphore has no owner. A lock is given back by who took it; a permit may be given by one thread and
//! taken by another. So a semaphore with 0 permits is no mistake, it is a way to say *not yet*: main waits there until
//! somebody posts.
//!
//! And notice the last line. Nobody checks that a post belongs to a wait: now there are three permits, for good.
//! Python's `Semaphore` is the same, its `BoundedSemaphore` raises *ValueError: Semaphore released too many times*. A
//! permit that is a value and gives itself back when dropped can't do it twice: that is the exercise `semaphore`.
//!
//! std has none. In Rust one meets this one between processes, in shared memory, with its second argument 1.
//!
//! *Erratum.* E82: the book wants the start value positive. 0 is allowed; only less than 0 is not, and in Rust can't be
//! said.
//!
//! Try this: 2 permits and 6 workers: count how many are inside at once, and the most that it ever was.

use std::cell::UnsafeCell;
use std::thread;
use std::{io, iter};

use anyhow::Context;

struct Semaphore(Box<UnsafeCell<libc::sem_t>>);

// SAFETY: sem_t is made to be used by several threads at once; its own functions are all that touch it.
unsafe impl Sync for Semaphore {}

impl Semaphore {
    fn new(permits: u32) -> anyhow::Result<Semaphore> {
        // SAFETY: all zeroes is a place for a sem_t, which sem_init fills; the box keeps it where it is.
        let semaphore = Semaphore(Box::new(UnsafeCell::new(unsafe { std::mem::zeroed() })));
        // SAFETY: the place is good for a sem_t; 0: not shared with other processes.
        semaphore.call(|place| unsafe { libc::sem_init(place, 0, permits) }).context("sem_init")?;
        Ok(semaphore)
    }

    fn call(&self, function: impl Fn(*mut libc::sem_t) -> libc::c_int) -> io::Result<()> {
        if function(self.0.get()) == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    fn wait(&self) -> anyhow::Result<()> {
        // SAFETY: new has initialised it, and it lives as long as we.
        self.call(|place| unsafe { libc::sem_wait(place) }).context("sem_wait")
    }

    fn try_wait(&self) -> io::Result<()> {
        // SAFETY: as above.
        self.call(|place| unsafe { libc::sem_trywait(place) })
    }

    fn post(&self) -> anyhow::Result<()> {
        // SAFETY: as above.
        self.call(|place| unsafe { libc::sem_post(place) }).context("sem_post")
    }
}

fn main() -> anyhow::Result<()> {
    let ready = Semaphore::new(0)?;
    if let Err(error) = ready.try_wait() {
        println!("starts with 0; trywait: {error}");
    }
    thread::scope(|scope| {
        let poster = scope.spawn(|| ready.post());
        ready.wait()?;
        poster.join().expect("post cannot panic")
    })?;
    println!("main waits; a thread posts; main goes on");

    let permits = Semaphore::new(2)?;
    let taken = || iter::from_fn(|| permits.try_wait().ok()).count();
    println!("2 permits: {} tries succeed", taken());
    for _ in 0..3 {
        permits.post()?;
    }
    println!("given back once too often: {} tries succeed", taken());
    Ok(())
}
