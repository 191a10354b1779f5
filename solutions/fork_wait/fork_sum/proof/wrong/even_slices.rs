//! verdict: wrong-output
//! Believes that 1000 divides by every N.

use std::io::{self, Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let n: u64 = std::env::args().nth(1).ok_or("no N")?.parse()?;
    let size = 1000 / n;
    let mut children = Vec::new();
    for i in 0..n {
        let (reader, mut writer) = io::pipe()?;
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            children.clear();
            let sum: u64 = (i * size + 1..=(i + 1) * size).sum();
            write!(writer, "{sum}")?;
            unsafe { libc::_exit(0) }
        }
        children.push((pid, reader));
    }
    let mut total: u64 = 0;
    for (i, (pid, mut reader)) in children.into_iter().enumerate() {
        let i = i as u64;
        let mut text = String::new();
        reader.read_to_string(&mut text)?;
        unsafe { libc::waitpid(pid, std::ptr::null_mut(), 0) };
        println!("child {i} [{}..{}]: {text}", i * size + 1, (i + 1) * size);
        total += text.parse::<u64>()?;
    }
    println!("total {total}, {n} children reaped");
    Ok(())
}
