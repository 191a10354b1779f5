//! popen_read: run a command and read its output line by line, as `os.popen` did.
//!
//! ```console
//! $ popen_read
//! read "one"
//! read "two"
//! the command: exit 3
//! 2> a word to the user
//! ```
//!
//! Notice that the error output was not read: it went past us, straight to where ours goes. A pipe takes what it was asked
//! to take. And notice the order: first read to the end, then wait. The other way round is `pipe_full`.
//!
//! There is no shell unless you ask for one. This program does, since it shows a script; `Command::new("ls").arg("-a")`
//! needs none, and then no file name can be taken for a command. For a list of files ask neither: `std::fs::read_dir`.
//!
//! Try this: take away the `wait`. Nothing looks different, and yet something is left behind (`demo zombie`).
//! Erratum: E50. The close of `os.popen` gives 768 for this command, a wait status; the exit code is 3.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::Context;
use popen_lesson::ending;

fn main() -> anyhow::Result<()> {
    let mut child = Command::new("sh")
        .args(["-c", "echo one; echo 'a word to the user' >&2; echo two; exit 3"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("start sh")?;

    let output = child.stdout.take().context("stdout was piped")?;
    for line in BufReader::new(output).lines() {
        println!("read {:?}", line.context("read")?);
    }
    let status = child.wait().context("wait")?;
    println!("the command: {}", ending(status));
    Ok(())
}
