//! fork_sum: four children do the adding.

use std::env;
use std::io::{self, PipeReader, Read, Write};
use std::ops::RangeInclusive;
use std::process::ExitCode;

use anyhow::Context;

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
///
/// All are forked before the first answer is read, so that they work at the same time; all answers are read before the
/// first wait, so that no child could wait for room in its pipe while the parent waits for the child.
fn fork_sum(children: u64) -> anyhow::Result<()> {
    let mut adders = Vec::new();
    for number in 0..children {
        let adder = Adder::start(slice(number, children), &mut adders)?;
        adders.push(adder);
    }

    let mut total = 0;
    for (number, adder) in adders.iter_mut().enumerate() {
        let sum = adder.sum().with_context(|| format!("read the sum of child {number}"))?;
        println!("child {number} [{}..{}]: {sum}", adder.slice.start(), adder.slice.end());
        total += sum;
    }

    let mut reaped = 0;
    for adder in &adders {
        wait_for(adder.pid).context("waitpid")?;
        reaped += 1;
    }
    println!("total {total}, {reaped} children reaped");
    Ok(())
}

/// The numbers that child `number` of `children` adds.
fn slice(number: u64, children: u64) -> RangeInclusive<u64> {
    let size = LAST / children;
    let first = number * size + 1;
    let last = if number == children - 1 { LAST } else { first + size - 1 };
    first..=last
}

/// A child that adds a slice.
struct Adder {
    pid: libc::pid_t,
    slice: RangeInclusive<u64>,
    answer: PipeReader,
}

impl Adder {
    /// Forks. `earlier` are the children so far, whose pipes the new one inherits and has no use for.
    fn start(slice: RangeInclusive<u64>, earlier: &mut Vec<Adder>) -> anyhow::Result<Adder> {
        let (answer, mut writer) = io::pipe().context("pipe")?;

        // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
        match unsafe { libc::fork() } {
            -1 => Err(io::Error::last_os_error()).context("fork"),
            0 => {
                earlier.clear();
                drop(answer);
                let sum: u64 = slice.sum();
                // Eight bytes go into a pipe at once or not at all. If the parent has gone, nobody is left to tell.
                let code = i32::from(writer.write_all(&sum.to_ne_bytes()).is_err());
                // SAFETY: the child must not return into the parent's code, nor run its destructors and exit hooks.
                unsafe { libc::_exit(code) }
            }
            // The parent's write end is closed here: a child that dies early is then seen as end of file, not as silence.
            pid => Ok(Adder { pid, slice, answer }),
        }
    }

    fn sum(&mut self) -> io::Result<u64> {
        let mut bytes = [0; 8];
        self.answer.read_exact(&mut bytes)?;
        Ok(u64::from_ne_bytes(bytes))
    }
}

/// Reaps one child. By its pid: `wait` would take any, also one that somebody else in this program has started.
fn wait_for(pid: libc::pid_t) -> io::Result<()> {
    // SAFETY: a null status says that we don't ask for it; the pid is our own child's, not yet reaped.
    match unsafe { libc::waitpid(pid, std::ptr::null_mut(), 0) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}
