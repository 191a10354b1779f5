//! verdict: faked
//! Believes that one pipe will do for all children, if each says which one it is.

use std::io::{self, Read, Write};
use std::process::exit;

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let n: usize = match &words[..] {
        [word] => word.parse().ok().filter(|n| (1..=32).contains(n)).unwrap_or(0),
        _ => 0,
    };
    if n == 0 {
        eprintln!("usage: fork_sum N");
        exit(2);
    }
    let bounds = |i: usize| (i * (1000 / n) + 1, if i == n - 1 { 1000 } else { (i + 1) * (1000 / n) });
    let (mut reader, mut writer) = io::pipe()?;
    for i in 0..n {
        // SAFETY: the process has one thread.
        match unsafe { libc::fork() } {
            -1 => return Err(io::Error::last_os_error()),
            0 => {
                drop(reader);
                let (first, last) = bounds(i);
                let sum: usize = (first..=last).sum();
                let code = i32::from(writer.write_all(format!("{i} {sum}\n").as_bytes()).is_err());
                // SAFETY: the child ends here.
                unsafe { libc::_exit(code) }
            }
            _ => {}
        }
    }
    drop(writer);
    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    let mut sums = vec![0; n];
    for (i, sum) in text.lines().filter_map(|line| line.split_once(' ')) {
        sums[i.parse::<usize>().map_err(io::Error::other)?] = sum.parse().map_err(io::Error::other)?;
    }
    let mut reaped = 0;
    // SAFETY: wait accepts a null status.
    while unsafe { libc::wait(std::ptr::null_mut()) } > 0 {
        reaped += 1;
    }
    for (i, sum) in sums.iter().enumerate() {
        let (first, last) = bounds(i);
        println!("child {i} [{first}..{last}]: {sum}");
    }
    println!("total {}, {reaped} children reaped", sums.iter().sum::<usize>());
    Ok(())
}
