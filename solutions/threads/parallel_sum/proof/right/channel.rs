//! right: the threads send their sums through a channel as they finish, and main puts them in order.

use std::env;
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;

struct Part<'a> {
    numbers: &'a [i64],
    sum: i64,
}

fn main() -> ExitCode {
    let words: Vec<Option<String>> = env::args_os().skip(1).map(|word| word.into_string().ok()).collect();
    let bounds = -2_000_000..=2_000_000;
    let number = |word: &Option<String>| word.as_ref()?.parse::<i64>().ok();
    let (count, from, to) = match words.iter().map(number).collect::<Vec<_>>().as_slice() {
        &[Some(count @ 1..=32), Some(from), Some(to)] if bounds.contains(&from) && bounds.contains(&to) => {
            (count as usize, from, to)
        }
        _ => {
            eprintln!("usage: parallel_sum N FROM TO");
            return ExitCode::from(2);
        }
    };

    let numbers = Vec::from_iter(from..=to);
    let mut parts = cut(&numbers, count);
    add(&mut parts);
    for (index, part) in parts.iter().enumerate() {
        match part.numbers {
            [] => println!("part {index} []: {}", part.sum),
            [only] => println!("part {index} [{only}..{only}]: {}", part.sum),
            [first, .., last] => println!("part {index} [{first}..{last}]: {}", part.sum),
        }
    }
    println!("total {}", parts.iter().map(|part| part.sum).sum::<i64>());
    ExitCode::SUCCESS
}

/// Always a rounded-up share of what is left for those who are left.
fn cut(mut numbers: &[i64], count: usize) -> Vec<Part<'_>> {
    let mut parts = Vec::with_capacity(count);
    for left in (1..=count).rev() {
        let (part, rest) = numbers.split_at(numbers.len().div_ceil(left));
        parts.push(Part { numbers: part, sum: 0 });
        numbers = rest;
    }
    parts
}

fn add(parts: &mut [Part<'_>]) {
    let (sender, sums) = mpsc::channel();
    thread::scope(|scope| {
        for (index, part) in parts.iter().enumerate() {
            let sender = sender.clone();
            let numbers = part.numbers;
            scope.spawn(move || sender.send((index, numbers.iter().sum())));
        }
    });
    drop(sender); // or the loop below would wait for one more
    for (index, sum) in sums {
        parts[index].sum = sum;
    }
}
