//! verdict: leaked
//! Believes that all pipes may be made first: a child has no use for the later ones, and so they do no harm.

use std::env;
use std::io::{self, PipeReader, Read, Write};
use std::ops::RangeInclusive;
use std::process::ExitCode;

use anyhow::Context;

const LAST: u64 = 1000;

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let children = match arguments.as_slice() {
        [number] => number.to_str().and_then(|text| text.parse().ok()).filter(|n| (1..=32).contains(n)),
        _ => None,
    };
    let Some(children) = children else {
        eprintln!("usage: fork_sum N, with N from 1 to 32");
        return ExitCode::from(2);
    };
    match fork_sum(children) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fork_sum: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn fork_sum(children: u64) -> anyhow::Result<()> {
    let mut started: Vec<(libc::pid_t, PipeReader)> = Vec::new();
    let result = start(children, &mut started);
    let mut text = String::new();
    let mut total = 0;
    let mut sums = Ok(());
    let pids: Vec<_> = started.iter().map(|s| s.0).collect();
    if result.is_ok() {
        for (number, (_, mut reader)) in started.into_iter().enumerate() {
            let mut bytes = [0; 8];
            if let Err(error) = reader.read_exact(&mut bytes) {
                sums = Err(error).context("read a sum");
                break;
            }
            let sum = u64::from_ne_bytes(bytes);
            let s = slice(number as u64, children);
            text += &format!("child {number} [{}..{}]: {sum}\n", s.start(), s.end());
            total += sum;
        }
    } else {
        drop(started);
    }
    let mut reaped = 0;
    for pid in pids {
        let mut status = 0;
        // SAFETY: status is valid
        let got = unsafe { libc::waitpid(pid, &mut status, 0) };
        if got == pid {
            reaped += 1;
        }
    }
    result?;
    sums?;
    print!("{text}");
    println!("total {total}, {reaped} children reaped");
    Ok(())
}

fn start(children: u64, started: &mut Vec<(libc::pid_t, PipeReader)>) -> anyhow::Result<()> {
    let mut pipes = Vec::new();
    for _ in 0..children {
        pipes.push(Some(io::pipe().context("pipe")?));
    }
    for number in 0..children {
        let (reader, mut writer) = pipes[number as usize].take().unwrap_or(io::pipe()?);
        // SAFETY: one thread
        match unsafe { libc::fork() } {
            -1 => return Err(io::Error::last_os_error()).context("fork"),
            0 => {
                drop(reader);
                started.clear();
                let sum: u64 = slice(number, children).sum();
                let code = i32::from(writer.write_all(&sum.to_ne_bytes()).is_err());
                // SAFETY: child leaves
                unsafe { libc::_exit(code) }
            }
            pid => started.push((pid, reader)),
        }
    }
    Ok(())
}

fn slice(number: u64, children: u64) -> RangeInclusive<u64> {
    let size = LAST / children;
    let first = number * size + 1;
    let last = if number + 1 == children { LAST } else { first + size - 1 };
    first..=last
}
