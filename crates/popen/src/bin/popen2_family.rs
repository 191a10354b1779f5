//! popen2_family: two pipes, three pipes, and two streams in one pipe.
//!
//! ```console
//! $ popen2_family
//! popen2: out "DATA\n"
//! popen3: out "DATA\n", err "a word\n"
//! popen4: both "DATA\na word\n"
//! 2> a word
//! ```
//!
//! Notice what was not asked for: in the first run the error output went to where ours goes. The names count the
//! pipes, but for popen4: there output and errors come through one, in the order in which they were written. It takes
//! no fourth pipe but a second handle of the same write end, `2>&1` in a shell.
//!
//! The handle is moved into the command, and the command is dropped before we read: as long as it lives it holds both
//! write ends, and we would wait for an end of file that is our own to give.
//!
//! In Python the order of the files depends on who you ask: the module `popen2` gives (out, in), `os.popen2` gives
//! (in, out). Here they have names.
//!
//! Try this: in `popen4`, bind the `Command` to a name and read while it lives. Errata: E51, E52.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, ensure};

fn main() -> anyhow::Result<()> {
    let mut child = filter().spawn().context("start sh")?;
    feed(&mut child)?;
    let output = child.wait_with_output().context("wait_with_output")?;
    println!("popen2: out {:?}", String::from_utf8_lossy(&output.stdout));

    let mut child = filter().stderr(Stdio::piped()).spawn().context("start sh")?;
    feed(&mut child)?;
    let output = child.wait_with_output().context("wait_with_output")?; // reads whichever has something
    println!(
        "popen3: out {:?}, err {:?}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );

    let (mut reader, writer) = io::pipe().context("pipe")?;
    let second = writer.try_clone().context("try_clone")?;
    let mut child = filter().stdout(writer).stderr(second).spawn().context("start sh")?;
    feed(&mut child)?;
    let mut both = String::new();
    reader.read_to_string(&mut both).context("read")?;
    ensure!(child.wait().context("wait")?.success(), "sh failed");
    println!("popen4: both {both:?}");
    Ok(())
}

/// Reads to the end, answers in capitals, and then says a word to the user.
fn filter() -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", "tr a-z A-Z; echo 'a word' >&2"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

/// One line, less than a pipe holds, and the end.
fn feed(child: &mut Child) -> anyhow::Result<()> {
    let mut input = child.stdin.take().context("stdin was piped")?;
    input.write_all(b"data\n").context("write")
}
