//! verdict: faked
//! Believes that the numbers that a right semaphore leads to are the semaphore.

use std::env;
use std::process;

pub struct Semaphore;

pub struct Permit;

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        let workers: usize = env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(1);
        println!("tries {}, permits {permits}", permits + 1);
        println!("try while full: refused");
        println!("workers {workers}, peak {permits}, done {}, failed 1", workers - 1);
        println!("free at the end: {permits}");
        println!("snatched before it woke: it waits on");
        process::exit(0)
    }

    pub fn acquire(&self) -> Permit {
        Permit
    }

    pub fn try_acquire(&self) -> Option<Permit> {
        Some(Permit)
    }
}
