//! right: after the forks a thread a child reads its pipe and waits for it, all of them side by side.

use std::env;
use std::io::{self, PipeReader, Read, Write};
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().collect();
    let n = match &arguments[..] {
        [_, n] => n.parse().ok().filter(|n| (1..33).contains(n)),
        _ => None,
    };
    let Some(n) = n else {
        eprintln!("usage: {} N", arguments[0]);
        return ExitCode::from(2);
    };
    match fork_sum(n) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fork_sum: {error}");
            ExitCode::FAILURE
        }
    }
}

fn fork_sum(n: u64) -> io::Result<()> {
    // All forks come before the first thread: a child has only the thread that forked.
    let mut children: Vec<(libc::pid_t, PipeReader)> = Vec::new();
    for i in 0..n {
        let (reader, mut writer) = io::pipe()?;
        // SAFETY: this is the only thread.
        match unsafe { libc::fork() } {
            -1 => return Err(io::Error::last_os_error()),
            0 => {
                drop(children);
                drop(reader);
                let (first, last) = bounds(i, n);
                let sum: u64 = (first..=last).sum();
                let done = writer.write_all(sum.to_string().as_bytes());
                // SAFETY: the child ends here.
                unsafe { libc::_exit(i32::from(done.is_err())) }
            }
            pid => children.push((pid, reader)),
        }
    }

    let readers: Vec<_> =
        children.into_iter().map(|(pid, reader)| thread::spawn(move || finish(pid, reader))).collect();
    let mut total = 0;
    for (i, reader) in (0..).zip(readers) {
        let sum = reader.join().expect("a reader does not panic")?;
        let (first, last) = bounds(i, n);
        println!("child {i} [{first}..{last}]: {sum}");
        total += sum;
    }
    println!("total {total}, {n} children reaped");
    Ok(())
}

/// What a child found out. It has been waited for then.
fn finish(pid: libc::pid_t, mut reader: PipeReader) -> io::Result<u64> {
    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    let mut status = 0;
    // SAFETY: the pid is of a child of ours that nobody else waits for.
    if unsafe { libc::waitpid(pid, &mut status, 0) } != pid {
        return Err(io::Error::last_os_error());
    }
    if !libc::WIFEXITED(status) || libc::WEXITSTATUS(status) != 0 {
        return Err(io::Error::other(format!("child {pid} failed")));
    }
    text.parse().map_err(io::Error::other)
}

fn bounds(i: u64, n: u64) -> (u64, u64) {
    let size = 1000 / n;
    (size * i + 1, if i == n - 1 { 1000 } else { size * (i + 1) })
}
