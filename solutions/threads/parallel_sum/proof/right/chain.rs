//! right: no thread but the first is started by main. Each starts the next one and then adds its own part, so the last of
//! them is started before anybody waits; the sums are gathered behind a Mutex.

use std::env;
use std::process::ExitCode;
use std::str::FromStr;
use std::sync::Mutex;
use std::thread::{self, Scope};

const LIMIT: i64 = 2_000_000;

fn main() -> ExitCode {
    match parse(env::args_os().skip(1).filter_map(|word| word.into_string().ok()).collect()) {
        Some((threads, numbers)) => {
            report(&numbers, threads);
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("parallel_sum N FROM TO: N from 1 to 32, FROM and TO from -{LIMIT} to {LIMIT}");
            ExitCode::from(2)
        }
    }
}

fn parse(words: Vec<String>) -> Option<(usize, Vec<i64>)> {
    if words.len() != 3 {
        return None;
    }
    let threads = usize::from_str(&words[0]).ok()?;
    let first = i64::from_str(&words[1]).ok()?;
    let last = i64::from_str(&words[2]).ok()?;
    let fits = (1..=32).contains(&threads) && first.abs() <= LIMIT && last.abs() <= LIMIT;
    fits.then(|| (threads, (first..=last).collect()))
}

fn report(numbers: &[i64], threads: usize) {
    let sums = Mutex::new(vec![(0, 0, 0); threads]);
    thread::scope(|scope| start(scope, Part { numbers, index: 0, count: threads, from: 0 }, &sums));

    let mut total = 0;
    for (index, (from, to, sum)) in sums.into_inner().expect("nobody panicked").into_iter().enumerate() {
        if from < to {
            println!("part {index} [{}..{}]: {sum}", numbers[from], numbers[to - 1]);
        } else {
            println!("part {index} []: {sum}");
        }
        total += sum;
    }
    println!("total {total}");
}

#[derive(Clone, Copy)]
struct Part<'a> {
    numbers: &'a [i64],
    index: usize,
    count: usize,
    /// Where in the numbers it begins.
    from: usize,
}

fn start<'scope>(scope: &'scope Scope<'scope, '_>, part: Part<'scope>, sums: &'scope Mutex<Vec<(usize, usize, i64)>>) {
    scope.spawn(move || {
        let longer = usize::from(part.index < part.numbers.len() % part.count);
        let to = part.from + part.numbers.len() / part.count + longer;
        if part.index + 1 < part.count {
            start(scope, Part { index: part.index + 1, from: to, ..part }, sums);
        }
        let sum = part.numbers[part.from..to].iter().sum();
        sums.lock().expect("nobody panics")[part.index] = (part.from, to, sum);
    });
}
