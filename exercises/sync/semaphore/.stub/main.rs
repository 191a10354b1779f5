//! semaphore: a counting semaphore whose permits give themselves back.

mod proof;

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words = env::args_os().skip(1).map(|word| word.to_str()?.parse().ok());
    match words.collect::<Option<Vec<usize>>>().as_deref() {
        Some(&[workers, permits]) if workers <= 32 && (1..=workers).contains(&permits) => {
            proof::run(workers, permits);
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: semaphore WORKERS PERMITS   (WORKERS to 32, PERMITS from 1 to WORKERS)");
            ExitCode::FAILURE // TODO: the right exit code
        }
    }
}

/// Lets so many threads in at once as it has permits.
struct Semaphore {
    permits: usize, // TODO: a count that threads may change, and something to wait on
}

/// The right to be inside. Dropping it gives it back, on every way out, a panic too.
struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    fn new(permits: usize) -> Semaphore {
        Semaphore { permits }
    }

    /// Waits until a permit is free, and takes it.
    fn acquire(&self) -> Permit<'_> {
        // TODO: it neither waits nor takes
        Permit { semaphore: self }
    }

    /// Takes a permit if one is free. Never waits.
    fn try_acquire(&self) -> Option<Permit<'_>> {
        // TODO: it never gets one
        None
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        // TODO: give it back, and wake somebody who waits for it
        let _ = self.semaphore.permits;
    }
}
