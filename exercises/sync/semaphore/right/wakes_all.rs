//! right: a loop around Condvar::wait, and notify_all: whoever comes too late looks, finds nothing and waits on. It counts who is in.

mod proof;

use std::env;
use std::process::ExitCode;
use std::sync::{Condvar, Mutex};

fn main() -> ExitCode {
    let numbers: Option<Vec<usize>> = env::args_os().skip(1).map(|word| word.to_str()?.parse().ok()).collect();
    let Some([workers @ 1..=32, permits]) = numbers.as_deref() else { return usage() };
    if *permits == 0 || permits > workers {
        return usage();
    }
    proof::run(*workers, *permits);
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("semaphore WORKERS PERMITS: WORKERS from 1 to 32, PERMITS from 1 to WORKERS");
    ExitCode::from(2)
}

struct Semaphore {
    permits: usize,
    inside: Mutex<usize>,
    left: Condvar,
}

struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    fn new(permits: usize) -> Semaphore {
        Semaphore { permits, inside: Mutex::new(0), left: Condvar::new() }
    }

    fn acquire(&self) -> Permit<'_> {
        let mut inside = self.inside.lock().unwrap();
        while *inside == self.permits {
            inside = self.left.wait(inside).unwrap();
        }
        *inside += 1;
        Permit { semaphore: self }
    }

    fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut inside = self.inside.lock().unwrap();
        if *inside == self.permits {
            return None;
        }
        *inside += 1;
        Some(Permit { semaphore: self })
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let mut inside = self.semaphore.inside.lock().unwrap();
        *inside -= 1;
        self.semaphore.left.notify_all();
    }
}
