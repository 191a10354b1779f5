//! verdict: faked
//! Believes that one child that does everything is a child for each.

use std::io::{self, Read, Write};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let n: u64 = if words.len() == 1 { words[0].parse().unwrap_or(0) } else { 0 };
    if !(1..=32).contains(&n) {
        eprintln!("usage: fork_sum N");
        std::process::exit(2);
    }
    let (mut reader, mut writer) = io::pipe()?;
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        drop(reader);
        let mut total = 0;
        for i in 0..n {
            let first = i * (1000 / n) + 1;
            let last = if i == n - 1 { 1000 } else { first + 1000 / n - 1 };
            let sum: u64 = (first..=last).sum();
            writeln!(writer, "child {i} [{first}..{last}]: {sum}")?;
            total += sum;
        }
        write!(writer, "total {total}")?;
        unsafe { libc::_exit(0) }
    }
    drop(writer);
    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    unsafe { libc::waitpid(pid, std::ptr::null_mut(), 0) };
    println!("{text}, {n} children reaped");
    Ok(())
}
