//! verdict: zombie
//! Believes that one wait waits for all children, as the book says.

use std::io::{self, Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let n: u64 = std::env::args().nth(1).ok_or("no N")?.parse()?;
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
    unsafe { libc::wait(std::ptr::null_mut()) };
    println!("total {total}, {n} children reaped");
    Ok(())
}
