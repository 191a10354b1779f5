//! right: makes all pipes first, takes the answers as text in the order in which they come (poll), and waits for any child
//! (wait) as often as there are some.

use std::env;
use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::AsRawFd;
use std::process::exit;

#[expect(clippy::disallowed_methods, reason = "nothing is left to be dropped")]
fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let children: u64 = match arguments.as_slice() {
        [number] => number.parse().unwrap_or(0),
        _ => 0,
    };
    if !(1..=32).contains(&children) {
        eprintln!("fork_sum: expected one number, 1 to 32");
        exit(2);
    }
    if let Err(error) = fork_sum(children) {
        eprintln!("fork_sum: {error}");
        exit(1);
    }
}

fn fork_sum(children: u64) -> io::Result<()> {
    let mut pipes = Vec::new();
    for _ in 0..children {
        pipes.push(io::pipe()?);
    }
    for number in 0..children {
        // SAFETY: there is one thread.
        match unsafe { libc::fork() } {
            -1 => return Err(io::Error::last_os_error()),
            0 => child(number, children, pipes),
            _ => {}
        }
    }
    let readers: Vec<PipeReader> = pipes.into_iter().map(|(reader, _)| reader).collect();
    let sums = collect(readers)?;

    let mut reaped = 0;
    // SAFETY: wait accepts a null status.
    while unsafe { libc::wait(std::ptr::null_mut()) } > 0 {
        reaped += 1;
    }
    for (number, sum) in (0..).zip(&sums) {
        let (first, last) = slice(number, children);
        println!("child {number} [{first}..{last}]: {sum}");
    }
    println!("total {}, {reaped} children reaped", sums.iter().sum::<u64>());
    Ok(())
}

fn child(number: u64, children: u64, pipes: Vec<(PipeReader, PipeWriter)>) -> ! {
    let mut mine = None;
    for (other, (reader, writer)) in (0..).zip(pipes) {
        drop(reader);
        if other == number {
            mine = Some(writer);
        }
    }
    let (first, last) = slice(number, children);
    let sum: u64 = (first..=last).sum();
    let sent = mine.map(|mut writer| writeln!(writer, "{sum}"));
    // SAFETY: nothing of the parent's is run.
    unsafe { libc::_exit(i32::from(!matches!(sent, Some(Ok(()))))) }
}

/// Reads all pipes to their end, whichever has something to say.
fn collect(mut readers: Vec<PipeReader>) -> io::Result<Vec<u64>> {
    let mut texts = vec![String::new(); readers.len()];
    let mut open = vec![true; readers.len()];
    while open.contains(&true) {
        let entry = |(reader, open): (&PipeReader, &bool)| libc::pollfd {
            // poll passes over a negative descriptor.
            fd: if *open { reader.as_raw_fd() } else { -1 },
            events: libc::POLLIN,
            revents: 0,
        };
        let mut polled: Vec<libc::pollfd> = readers.iter().zip(&open).map(entry).collect();
        // SAFETY: as many valid entries as we say.
        if unsafe { libc::poll(polled.as_mut_ptr(), polled.len() as libc::nfds_t, -1) } == -1 {
            return Err(io::Error::last_os_error());
        }
        for (i, entry) in polled.iter().enumerate() {
            if entry.revents != 0 {
                let mut buffer = [0; 64];
                let count = readers[i].read(&mut buffer)?;
                texts[i].push_str(&String::from_utf8_lossy(&buffer[..count]));
                open[i] = count > 0;
            }
        }
    }
    texts.iter().map(|text| text.trim().parse().map_err(io::Error::other)).collect()
}

fn slice(number: u64, children: u64) -> (u64, u64) {
    let size = 1000 / children;
    let last = if number + 1 == children { 1000 } else { (number + 1) * size };
    (number * size + 1, last)
}
