//! verdict: deadlock
//! Believes that the read ends when the child has closed the pipe, and forgets the parent's own write end.

use std::io::{self, Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let n: u64 = std::env::args().nth(1).ok_or("no N")?.parse()?;
    let mut children = Vec::new();
    for i in 0..n {
        let first = i * (1000 / n) + 1;
        let last = if i == n - 1 { 1000 } else { first + 1000 / n - 1 };
        let (reader, mut writer) = io::pipe()?;
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            let sum: u64 = (first..=last).sum();
            write!(writer, "{sum}")?;
            unsafe { libc::_exit(0) }
        }
        children.push((pid, first, last, reader, writer));
    }
    let mut total: u64 = 0;
    for (i, (pid, first, last, mut reader, _writer)) in children.into_iter().enumerate() {
        let mut text = String::new();
        reader.read_to_string(&mut text)?;
        unsafe { libc::waitpid(pid, std::ptr::null_mut(), 0) };
        println!("child {i} [{first}..{last}]: {text}");
        total += text.parse::<u64>()?;
    }
    println!("total {total}, {n} children reaped");
    Ok(())
}
