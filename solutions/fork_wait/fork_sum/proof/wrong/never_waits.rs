//! verdict: zombie
//! Believes that a child whose answer has been read is over and done with.

use std::io::{self, Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let n: u64 = if words.len() == 1 { words[0].parse().unwrap_or(0) } else { 0 };
    if !(1..=32).contains(&n) {
        eprintln!("usage: fork_sum N");
        std::process::exit(2);
    }
    let mut pipes = Vec::new();
    for i in 0..n {
        let first = i * (1000 / n) + 1;
        let last = if i == n - 1 { 1000 } else { first + 1000 / n - 1 };
        let (reader, mut writer) = io::pipe()?;
        if unsafe { libc::fork() } == 0 {
            pipes.clear();
            drop(reader);
            let sum: u64 = (first..=last).sum();
            write!(writer, "{sum}")?;
            unsafe { libc::_exit(0) }
        }
        drop(writer);
        pipes.push((first, last, reader));
    }
    let mut total: u64 = 0;
    for (i, (first, last, mut reader)) in pipes.into_iter().enumerate() {
        let mut text = String::new();
        reader.read_to_string(&mut text)?;
        println!("child {i} [{first}..{last}]: {text}");
        total += text.parse::<u64>()?;
    }
    println!("total {total}, {n} children reaped");
    Ok(())
}
