//! right: starts itself again by Command with a pre_exec, which std must do by fork and exec: it reads from a pipe of its
//! own after each fork, until the child has become the program.

use std::env;
use std::error::Error;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitCode, Stdio};

fn main() -> ExitCode {
    let words: Vec<String> = env::args().collect();
    if let [_, slice, first, last] = &words[..]
        && slice == "--slice"
    {
        let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) else { return ExitCode::FAILURE };
        println!("{}", (first..=last).sum::<u32>());
        return ExitCode::SUCCESS;
    }
    let n = match &words[..] {
        [_, n] => n.parse().unwrap_or(0),
        _ => 0,
    };
    if !(1..=32).contains(&n) {
        eprintln!("usage: fork_sum N");
        return ExitCode::from(2);
    }
    match run(n) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fork_sum: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(n: u32) -> Result<(), Box<dyn Error>> {
    let mut children: Vec<(u32, u32, Child)> = Vec::new();
    for i in 0..n {
        let (first, last) = (1000 / n * i + 1, if i == n - 1 { 1000 } else { 1000 / n * (i + 1) });
        let mut command = Command::new(env::current_exe()?);
        command.arg("--slice").args([first.to_string(), last.to_string()]).stdout(Stdio::piped());
        // SAFETY: what is done between fork and exec is nothing.
        unsafe { command.pre_exec(|| Ok(())) };
        children.push((first, last, command.spawn()?));
    }
    let mut total = 0;
    for (i, (first, last, child)) in children.into_iter().enumerate() {
        let output = child.wait_with_output()?;
        let sum: u32 = std::str::from_utf8(&output.stdout)?.trim_end().parse()?;
        println!("child {i} [{first}..{last}]: {sum}");
        total += sum;
    }
    println!("total {total}, {n} children reaped");
    Ok(())
}
