//! right: nothing is handed back. Each thread, named and made by a Builder, adds into a slot of its own; the scope waits.

use std::env;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let Some((threads, from, to)) = arguments() else {
        eprintln!("parallel_sum: expected N FROM TO");
        return ExitCode::from(2);
    };
    let numbers: Vec<i64> = (from..=to).collect();

    // Part i goes from bound i to bound i + 1.
    let (length, more) = (numbers.len() / threads, numbers.len() % threads);
    let bound = |index: usize| index * length + index.min(more);
    let parts: Vec<&[i64]> = (0..threads).map(|index| &numbers[bound(index)..bound(index + 1)]).collect();

    let mut sums = vec![0i64; threads];
    thread::scope(|scope| {
        for (index, (part, sum)) in parts.iter().zip(&mut sums).enumerate() {
            thread::Builder::new()
                .name(format!("part {index}"))
                .spawn_scoped(scope, move || {
                    for number in *part {
                        *sum += number;
                    }
                })
                .expect("the system gives a thread");
        }
    });

    for (index, (part, sum)) in parts.iter().zip(&sums).enumerate() {
        if let (Some(first), Some(last)) = (part.first(), part.last()) {
            println!("part {index} [{first}..{last}]: {sum}");
        } else {
            println!("part {index} []: {sum}");
        }
    }
    println!("total {}", sums.into_iter().sum::<i64>());
    ExitCode::SUCCESS
}

fn arguments() -> Option<(usize, i64, i64)> {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.into_string().ok()).collect::<Option<_>>()?;
    let [threads, from, to] = words.as_slice() else { return None };
    let (threads, from, to) = (threads.parse().ok()?, from.parse().ok()?, to.parse().ok()?);
    let within = |number: i64| (-2_000_000..=2_000_000).contains(&number);
    ((1..=32).contains(&threads) && within(from) && within(to)).then_some((threads, from, to))
}
