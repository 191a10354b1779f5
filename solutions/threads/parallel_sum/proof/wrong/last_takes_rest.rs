//! verdict: wrong-output
//! Believes that the last one takes what is left over, as in fork_sum.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;
use std::thread;

/// The largest number that may come, and minus the smallest.
const LARGEST: i64 = 2_000_000;

struct Plan {
    threads: usize,
    first: i64,
    last: i64,
}

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let Some(plan) = parse(&words) else {
        eprintln!("usage: parallel_sum N FROM TO   (N 1 to 32, FROM and TO within 2000000 of 0)");
        return ExitCode::from(2);
    };

    let numbers: Vec<i64> = (plan.first..=plan.last).collect();
    let parts = split(&numbers, plan.threads);
    let sums = add_in_threads(&parts);

    for (index, (part, sum)) in parts.iter().zip(&sums).enumerate() {
        match (part.first(), part.last()) {
            (Some(first), Some(last)) => println!("part {index} [{first}..{last}]: {sum}"),
            _ => println!("part {index} []: {sum}"),
        }
    }
    println!("total {}", sums.iter().sum::<i64>());
    ExitCode::SUCCESS
}

fn parse(words: &[OsString]) -> Option<Plan> {
    let [threads, first, last] = words else { return None };
    let number = |word: &OsString| word.to_str()?.parse().ok().filter(|n| (-LARGEST..=LARGEST).contains(n));
    let threads = threads.to_str()?.parse().ok().filter(|n| (1..=32).contains(n))?;
    Some(Plan { threads, first: number(first)?, last: number(last)? })
}

fn split(numbers: &[i64], count: usize) -> Vec<&[i64]> {
    let length = numbers.len() / count;
    (0..count)
        .map(|index| {
            let end = if index + 1 == count { numbers.len() } else { (index + 1) * length };
            &numbers[index * length..end]
        })
        .collect()
}

/// The sums of the parts, each computed by a thread of its own.
fn add_in_threads(parts: &[&[i64]]) -> Vec<i64> {
    thread::scope(|scope| {
        // The first collect starts all of them. Without it the iterator is lazy: each thread would be started only when
        // the one before has been joined.
        let threads: Vec<_> = parts.iter().map(|part| scope.spawn(|| part.iter().sum())).collect();
        threads.into_iter().map(|thread| thread.join().expect("adding does not panic")).collect()
    })
}
