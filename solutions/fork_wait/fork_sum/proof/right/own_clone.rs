//! right: forks by clone(2) itself; each child has its pipe as standard output and prints its sum, of which the parent
//! reads a byte at a time. It waits for the child that ends first and keeps the sums by pid.

use std::collections::HashMap;
use std::env;
use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let n = match env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [word] => word.parse::<u16>().unwrap_or(0),
        _ => 0,
    };
    if n == 0 || n > 32 {
        eprintln!("usage: fork_sum 1..32");
        return ExitCode::from(2);
    }
    match run(n) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fork_sum: {error}");
            ExitCode::from(3)
        }
    }
}

fn run(n: u16) -> io::Result<()> {
    let mut pids = Vec::new();
    let mut readers = HashMap::new();
    for i in 0..n {
        let mut ends = [0; 2];
        // SAFETY: the array has room for both; one thread.
        let pid = unsafe {
            checked(libc::pipe(ends.as_mut_ptr()))?;
            checked(libc::syscall(libc::SYS_clone, libc::SIGCHLD, 0, 0, 0, 0) as i32)?
        };
        if pid == 0 {
            child(i, n, ends, readers.values());
        }
        // SAFETY: our own descriptor.
        unsafe { libc::close(ends[1]) };
        readers.insert(pid, ends[0]);
        pids.push(pid);
    }
    let mut sums: HashMap<i32, u32> = HashMap::new();
    let mut reaped = 0;
    while reaped < n {
        // SAFETY: no status is asked for.
        let pid = checked(unsafe { libc::wait(std::ptr::null_mut()) })?;
        sums.insert(pid, read_number(readers[&pid])?);
        reaped += 1;
    }
    let mut total = 0;
    for (i, pid) in pids.iter().enumerate() {
        let (first, last) = bounds(i as u16, n);
        println!("child {i} [{first}..{last}]: {}", sums[pid]);
        total += sums[pid];
    }
    println!("total {total}, {reaped} children reaped");
    Ok(())
}

fn child<'a>(i: u16, n: u16, [reader, writer]: [i32; 2], others: impl Iterator<Item = &'a i32>) -> ! {
    // SAFETY: the descriptors are ours; nothing of the parent's runs here.
    unsafe {
        others.for_each(|other| _ = libc::close(*other));
        libc::close(reader);
        libc::dup2(writer, 1);
        libc::close(writer);
        let (first, last) = bounds(i, n);
        let text = (first..=last).map(u32::from).sum::<u32>().to_string();
        let written = libc::write(1, text.as_ptr().cast(), text.len());
        libc::_exit(i32::from(written != text.len() as isize))
    }
}

fn read_number(fd: i32) -> io::Result<u32> {
    let mut number = 0;
    loop {
        let mut byte = 0u8;
        // SAFETY: room for one byte.
        match checked(unsafe { libc::read(fd, (&raw mut byte).cast(), 1) as i32 })? {
            0 => return Ok(number),
            _ => number = number * 10 + u32::from(byte - b'0'),
        }
    }
}

fn bounds(i: u16, n: u16) -> (u16, u16) {
    let size = 1000 / n;
    (i * size + 1, if i + 1 == n { 1000 } else { (i + 1) * size })
}

fn checked(result: i32) -> io::Result<i32> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}
