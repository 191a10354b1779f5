//! fork_sum: four children do the adding. The task is in README.md.

use std::env;
use std::ops::RangeInclusive;
use std::process::ExitCode;

/// The numbers 1 to LAST are added.
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

/// Has `children` children add their slices, and tells what each of them found.
fn fork_sum(children: u64) -> anyhow::Result<()> {
    for number in 0..children {
        let slice = slice(number, children);
        // TODO: a pipe (std::io::pipe) and a child (libc::fork). The child writes the sum of its slice into the pipe and
        // ends with libc::_exit. Which ends does each of the two close?
        println!("child {number} [{}..{}]: ?", slice.start(), slice.end());
    }
    // TODO: read the sums, wait for every child (libc::waitpid), then tell the total and how many were reaped.
    Ok(())
}

/// The numbers that child `number` of `children` adds.
fn slice(number: u64, children: u64) -> RangeInclusive<u64> {
    // TODO: the last child takes the rest as well.
    let size = LAST / children;
    let first = number * size + 1;
    first..=first + size - 1
}
