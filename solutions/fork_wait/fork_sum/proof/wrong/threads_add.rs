//! verdict: faked
//! Believes that a thread is as good as a child.

use std::sync::mpsc;
use std::thread;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let n: u64 = if words.len() == 1 { words[0].parse().unwrap_or(0) } else { 0 };
    if !(1..=32).contains(&n) {
        eprintln!("usage: fork_sum N");
        std::process::exit(2);
    }
    let mut children = Vec::new();
    for i in 0..n {
        let first = i * (1000 / n) + 1;
        let last = if i == n - 1 { 1000 } else { first + 1000 / n - 1 };
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || sender.send((first..=last).sum::<u64>()));
        children.push((first, last, receiver, thread));
    }
    let mut total = 0;
    for (i, (first, last, receiver, thread)) in children.into_iter().enumerate() {
        let sum = receiver.recv()?;
        thread.join().unwrap()?;
        println!("child {i} [{first}..{last}]: {sum}");
        total += sum;
    }
    println!("total {total}, {n} children reaped");
    Ok(())
}
