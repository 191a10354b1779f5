//! semaphore: puts the semaphore of semaphore.rs to the test. It needs no change.

mod proof;
mod semaphore;

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
            ExitCode::from(2)
        }
    }
}
