//! right: no fork by hand. It starts itself once more with std::process::Command for each slice, which it hands over in the
//! environment; the sum comes back as the child's standard output.

use std::env;
use std::error::Error;
use std::process::{Child, Command, ExitCode, Stdio};

const SLICE: &str = "FORK_SUM_SLICE";

fn main() -> ExitCode {
    if let Ok(slice) = env::var(SLICE) {
        return add(&slice);
    }
    let words: Vec<_> = env::args_os().skip(1).collect();
    let [word] = words.as_slice() else { return usage() };
    match word.to_string_lossy().parse() {
        Ok(n @ 1..=32) => match fork_sum(n) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("fork_sum: {error}");
                ExitCode::FAILURE
            }
        },
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: fork_sum N, 1 <= N <= 32");
    ExitCode::from(2)
}

/// A child's part.
fn add(slice: &str) -> ExitCode {
    let numbers = slice.split_once(' ').map(|(first, last)| (first.parse::<u64>(), last.parse::<u64>()));
    let Some((Ok(first), Ok(last))) = numbers else { return ExitCode::FAILURE };
    println!("{}", (first..=last).sum::<u64>());
    ExitCode::SUCCESS
}

fn fork_sum(n: u64) -> Result<(), Box<dyn Error>> {
    let program = env::current_exe()?;
    let mut children: Vec<(u64, u64, Child)> = Vec::new();
    for i in 0..n {
        let first = i * (1000 / n) + 1;
        let last = if i + 1 < n { (i + 1) * (1000 / n) } else { 1000 };
        let mut command = Command::new(&program);
        command.env(SLICE, format!("{first} {last}")).stdin(Stdio::null()).stdout(Stdio::piped());
        children.push((first, last, command.spawn()?));
    }
    let mut total = 0;
    let mut reaped = 0;
    for (i, (first, last, child)) in children.into_iter().enumerate() {
        let output = child.wait_with_output()?;
        reaped += 1;
        let sum: u64 = String::from_utf8(output.stdout)?.trim().parse()?;
        println!("child {i} [{first}..{last}]: {sum}");
        total += sum;
    }
    println!("total {total}, {reaped} children reaped");
    Ok(())
}
