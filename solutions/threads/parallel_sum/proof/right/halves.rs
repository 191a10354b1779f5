//! right: a tree of scopes: each call starts the thread of its first part and goes on with the rest, so that all run
//! before the innermost one is joined.

use std::env;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let numbers: Option<Vec<i64>> = words.iter().map(|word| word.parse().ok()).collect();
    let within = -2_000_000..=2_000_000;
    let Some([n @ 1..=32, from, to]) = numbers.as_deref() else { return usage() };
    if !within.contains(from) || !within.contains(to) {
        return usage();
    }
    let all: Vec<i64> = (*from..=*to).collect();
    let mut sums = vec![0; *n as usize];
    add(&all, &mut sums);
    let (mut rest, mut left) = (all.as_slice(), *n as usize);
    for (i, sum) in sums.iter().enumerate() {
        let (part, behind) = rest.split_at(rest.len().div_ceil(left));
        match part {
            [] => println!("part {i} []: {sum}"),
            [first, .., last] => println!("part {i} [{first}..{last}]: {sum}"),
            [one] => println!("part {i} [{one}..{one}]: {sum}"),
        }
        (rest, left) = (behind, left - 1);
    }
    println!("total {}", sums.iter().sum::<i64>());
    ExitCode::SUCCESS
}

fn add(numbers: &[i64], sums: &mut [i64]) {
    if sums.is_empty() {
        return;
    }
    let (part, rest) = numbers.split_at(numbers.len().div_ceil(sums.len()));
    let (first, others) = sums.split_at_mut(1);
    thread::scope(|scope| {
        scope.spawn(move || part.iter().for_each(|number| first[0] += number));
        add(rest, others);
    });
}

fn usage() -> ExitCode {
    eprintln!("usage: parallel_sum N FROM TO");
    ExitCode::from(2)
}
