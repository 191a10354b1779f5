//! fork_cost: what a fork costs a small process, a large one, and one that writes to its copy; and what a `Command`
//! costs.
//!
//! ```console
//! $ fork_cost
//! what                                     each
//! fork and wait, small             {..} us
//! Command: sh that does nothing    {..} us
//! fork and wait, with 32 MiB       {..} us
//! the same, the child writes to all{..} us
//! Command, with 32 MiB             {..} us
//! ```
//!
//! Notice the fourth line against the third. Fork copies no memory; it copies the *table* that says where the memory
//! is, and that is what 32 MiB cost. A page is copied when one of the two writes to it, so a child that writes to all
//! pays for all.
//!
//! Notice the two of `Command`. It does not fork for a plain start: it uses posix_spawn, where the child borrows the
//! parent's memory until its exec. So the parent's size should make little difference; what costs is the new program's
//! own start.
//!
//! The figures are this machine's, of a debug build, and nothing here judges them. The page gives Python's beside
//! them.
//!
//! Try this: 320 MiB. Erratum: E71 (the book says that fork duplicates all memory).

use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, ensure};
use fork_wait_lesson::{fork_child, wait_for};

const MIB: usize = 1 << 20;
const PAGE: usize = 4096;

fn main() -> anyhow::Result<()> {
    println!("{:<36} {:>8}", "what", "each");
    report("fork and wait, small", 50, || run(|| 0))?;
    report("Command: sh that does nothing", 10, start_sh)?;

    let mut memory = black_box(vec![1u8; 32 * MIB]); // written to, so the pages are there
    report("fork and wait, with 32 MiB", 10, || run(|| 0))?;
    report("the same, the child writes to all", 2, || {
        run(|| {
            memory.iter_mut().step_by(PAGE).for_each(|byte| *byte = 2);
            i32::from(black_box(&memory)[0] != 2)
        })
    })?;
    report("Command, with 32 MiB", 10, start_sh)
}

/// Does it so many times and prints the average.
fn report(what: &str, rounds: u32, mut once: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let start = Instant::now();
    for _ in 0..rounds {
        once()?;
    }
    println!("{what:<33} {:>8} us", (start.elapsed() / rounds).as_micros());
    Ok(())
}

fn run(body: impl FnOnce() -> i32) -> anyhow::Result<()> {
    let child = fork_child(body).context("fork")?;
    ensure!(wait_for(child).context("waitpid")? == 0, "the child failed");
    Ok(())
}

fn start_sh() -> anyhow::Result<()> {
    ensure!(Command::new("sh").args(["-c", ":"]).status().context("start sh")?.success(), "sh failed");
    Ok(())
}
