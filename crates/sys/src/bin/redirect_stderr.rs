//! redirect_stderr: descriptor 2 is made to mean a file, for this process and its children, and is put back.
//!
//! ```console
//! $ redirect_stderr
//! 2> before
//! 2> back to normal
//! @wrote error.log
//! Error log!
//! the child's complaint
//! @end
//! ```
//!
//! Notice that nobody told the child. Standard error is not an object but the number 2, and `dup2` decides what the
//! number means. `eprintln!`, a C library and every child started meanwhile write to 2 and so to the file. This is also
//! all that a shell does for `2> error.log`.
//!
//! The way back is a copy of the old meaning, kept under another number. Without the copy there is none.
//!
//! Try this: remove the line marked (1). Where does "back to normal" go, and why is the exit code still 0?
//! Compare: `redirect_writer`, which changes only what this program's own functions write to.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};
use std::process::Command;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    eprintln!("before");

    let original = io::stderr().as_fd().try_clone_to_owned().context("dup of standard error")?;
    let log = File::create("error.log").context("error.log")?;
    point_stderr_at(log.as_fd())?;
    drop(log); // the file stays open: as number 2

    eprintln!("Error log!");
    Command::new("sh").args(["-c", "echo \"the child's complaint\" >&2"]).status().context("sh")?;

    point_stderr_at(original.as_fd())?; // (1)
    eprintln!("back to normal");
    Ok(())
}

/// Makes descriptor 2 another name for what `target` names. What 2 meant before is closed.
fn point_stderr_at(target: BorrowedFd<'_>) -> anyhow::Result<()> {
    // SAFETY: both descriptors are open; 2 belongs to std, which expects it to be open and nothing more.
    if unsafe { libc::dup2(target.as_raw_fd(), libc::STDERR_FILENO) } == -1 {
        return Err(io::Error::last_os_error()).context("dup2");
    }
    Ok(())
}
