//! pipeline_held: `yes | head -n 1`, while we keep a copy of the read end between them.
//!
//! ```console
//! $ pipeline_held
//! y
//! head: exit 0
//! yes still runs after 200 ms: somebody could read what it writes
//! we close our copy of the read end
//! yes: signal 13
//! ```
//!
//! Notice how `yes` learns that its reader has gone: not at all, until it writes into a pipe without any reader. Then the
//! kernel sends SIGPIPE (13), and `yes` dies of it, as it should. While our copy is open, there is a reader. We never read,
//! the pipe fills up, and `yes` waits for ever. This is the slide's pipeline.
//!
//! How do we see that a child has ended, with a limit and without asking again and again? Its error output is a pipe
//! too: that one is at its end when the child is.
//!
//! Try this: `drop(reader)` before the wait for `head`. Compare: `pipeline`. Erratum: E11.

use std::io;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use popen_lesson::{ending, readable_within};

const PATIENCE_MS: i32 = 200;

fn main() -> anyhow::Result<()> {
    let (reader, writer) = io::pipe().context("pipe")?;

    let mut yes = Command::new("yes")
        .stdin(Stdio::null())
        .stdout(writer) // moved: this process has no write end any more
        .stderr(Stdio::piped())
        .spawn()
        .context("start yes")?;
    let yes_errors = yes.stderr.take().context("stderr was piped")?;

    let mut head = Command::new("head")
        .args(["-n", "1"])
        .stdin(reader.try_clone().context("try_clone")?) // a copy moved, ours stays
        .spawn()
        .context("start head")?;
    println!("head: {}", ending(head.wait().context("wait for head")?));

    ensure!(!readable_within(&yes_errors, PATIENCE_MS).context("poll")?, "yes should still run");
    println!("yes still runs after {PATIENCE_MS} ms: somebody could read what it writes");

    println!("we close our copy of the read end");
    drop(reader);
    println!("yes: {}", ending(yes.wait().context("wait for yes")?));
    Ok(())
}
