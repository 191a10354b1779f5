//! parallel_sum: N threads add up one slice, each its own part of it.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

struct Plan {
    threads: usize,
    first: i64,
    last: i64,
}

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let Some(plan) = parse(&words) else {
        eprintln!("usage: parallel_sum N FROM TO   (N 1 to 32, FROM and TO within 2000000 of 0)");
        return ExitCode::FAILURE; // TODO: the right exit code
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
    let number = |word: &OsString| word.to_str()?.parse().ok().filter(|n| (-2_000_000..=2_000_000).contains(n));
    let threads = threads.to_str()?.parse().ok().filter(|n| (1..=32).contains(n))?;
    Some(Plan { threads, first: number(first)?, last: number(last)? })
}

/// Exactly `count` parts in order, the first ones longer by one if it cannot be even.
fn split(numbers: &[i64], count: usize) -> Vec<&[i64]> {
    // TODO: this gives the first thread everything and the others nothing
    let mut parts = vec![&numbers[..0]; count];
    parts[0] = numbers;
    parts
}

/// The sums of the parts, each computed by a thread of its own.
fn add_in_threads(parts: &[&[i64]]) -> Vec<i64> {
    // TODO: a thread for each part
    parts.iter().map(|_| 0).collect()
}
