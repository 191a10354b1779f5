//! write_beside_reading: `write_all_first` put right. One thread writes, the other reads, and nobody waits for
//! himself.
//!
//! ```console
//! $ write_beside_reading
//! 1000000 bytes sent
//! 1000000 bytes came back
//! cat: exit 0
//! @did starts one thread
//! ```
//!
//! Notice who drops what. The writing thread owns the pipe to the child; when it has written all, the pipe is dropped
//! with it, and `cat` sees the end. `wait_with_output` reads both outputs to their ends and then waits.
//!
//! This is Python's `communicate(text)`, which does the same with `poll` instead of a thread. Std has no such call.
//! With one pipe less there is no trap: a child that only reads, or only writes, needs no thread.
//!
//! Try this: let cat's place be taken by `head -c 10`, which does not want it all. What does the writing thread get?
//! Compare: `write_all_first`.

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, anyhow};
use popen_lesson::ending;

const TOTAL: usize = 1_000_000;

fn main() -> anyhow::Result<()> {
    let mut cat = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("start cat")?;
    let mut input = cat.stdin.take().context("stdin was piped")?;

    let writer = thread::spawn(move || {
        input.write_all(&vec![b'x'; TOTAL])?;
        std::io::Result::Ok(TOTAL) // input is dropped here: end of file for cat
    });
    let output = cat.wait_with_output().context("wait_with_output")?;
    let sent = writer.join().map_err(|_| anyhow!("the writing thread panicked"))?.context("write")?;

    println!("{sent} bytes sent");
    println!("{} bytes came back", output.stdout.len());
    println!("cat: {}", ending(output.status));
    Ok(())
}
