//! popen_stdio: what a child's three descriptors can be: ours, nothing, a pipe, a file; and two of them one.
//!
//! ```console
//! @file in.txt
//! text from a file
//! @end
//! $ popen_stdio in.txt out.txt
//! inherit  the child writes to where we write
//! piped    we read "to us"
//! null     nobody read it
//! from a file: "TEXT FROM A FILE"
//! into a file, both streams: exit 0
//! @wrote out.txt
//! first
//! an error
//! second
//! @end
//! ```
//!
//! Notice that `status` and `spawn` inherit what you don't mention, and `output` pipes it. In Python all three are
//! inherited unless said otherwise; `stdout=PIPE`, `stdout=f` and `stdout=None` are the same choices, `stderr=STDOUT`
//! is the last run.
//!
//! The two streams of the last run share one open file, by `try_clone`, and so one offset. If the file were opened
//! twice, each would write from the start, on top of the other.
//!
//! Whatever has a descriptor can be one of the three: a `File`, a pipe's end, a `TcpStream`, a child's own stream
//! (`pipeline`).
//!
//! Try this: open the file twice. What is in it afterwards?

use std::env;
use std::fs::File;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use popen_lesson::ending;

fn main() -> anyhow::Result<()> {
    let mut words = env::args().skip(1);
    let (input, output) = words.next().zip(words.next()).context("usage: popen_stdio IN OUT")?;

    let status = sh("echo 'inherit  the child writes to where we write'").status().context("sh")?;
    ensure!(status.success(), "sh: {status}");

    let piped = sh("echo to us").stdout(Stdio::piped()).spawn().context("sh")?;
    let piped = piped.wait_with_output().context("wait_with_output")?;
    println!("piped    we read {:?}", String::from_utf8_lossy(&piped.stdout).trim_end());

    let status = sh("echo to nobody").stdout(Stdio::null()).status().context("sh")?;
    ensure!(status.success(), "sh: {status}");
    println!("null     nobody read it");

    let file = File::open(&input).with_context(|| format!("open {input}"))?;
    let upper = sh("tr a-z A-Z").stdin(file).output().context("sh")?;
    println!("from a file: {:?}", String::from_utf8_lossy(&upper.stdout).trim_end());

    let file = File::create(&output).with_context(|| format!("create {output}"))?;
    let same = file.try_clone().context("try_clone")?;
    let status = sh("echo first; echo an error >&2; echo second").stdout(file).stderr(same).status().context("sh")?;
    println!("into a file, both streams: {}", ending(status));
    Ok(())
}

fn sh(script: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    command
}
