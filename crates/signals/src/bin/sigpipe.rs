//! sigpipe: three ways in which a program learns that nobody reads any more.
//!
//! ```console
//! $ sigpipe
//! SIGPIPE ignored, write: Broken pipe (os error 32)
//! SIGPIPE ignored, println!: exit status: 101
//! SIGPIPE at its default: signal: 13 (SIGPIPE)
//! 2> ...
//! 2> failed printing to stdout: Broken pipe (os error 32)
//! 2> ...
//! ```
//!
//! Rust ignores SIGPIPE before `main` begins, as Python does. So a write without a reader is an error that you may
//! handle.
//!
//! Notice that `println!` has no way to return it, and panics: that is what `yourprogram | head -1` shows one day. A
//! filter wants one of two things. Either `writeln!` and *BrokenPipe* taken for a good end; or the signal back at its
//! default, which ends the program without a word, as it ends `cat` and `yes`.
//!
//! A child keeps what is ignored. `std::process::Command` puts SIGPIPE back for the programs that it starts; Python 2
//! doesn't, so its children complain of a broken pipe where they would have died quietly.
//!
//! Try this: `yes | head -1; echo ${PIPESTATUS[0]}` in bash. Why 141?

use std::io::{self, PipeWriter, Write};
use std::os::fd::AsRawFd;

use anyhow::Context;
use signals_lesson::{back_to_default, in_child};

fn main() -> anyhow::Result<()> {
    let (reader, mut writer) = io::pipe().context("pipe")?;
    drop(reader);
    if let Err(error) = writer.write_all(b"x") {
        println!("SIGPIPE ignored, write: {error}");
    }
    // SAFETY: the process has one thread.
    let printed = unsafe { in_child(|| print_into(&writer)) }.context("fork")?;
    println!("SIGPIPE ignored, println!: {printed}");
    // SAFETY: as before.
    let wrote = unsafe { in_child(|| back_to_default(libc::SIGPIPE).and_then(|()| writer.write_all(b"x"))) };
    println!("SIGPIPE at its default: {}", wrote.context("fork")?);
    Ok(())
}

/// Makes the pipe the standard output and prints.
fn print_into(writer: &PipeWriter) -> io::Result<()> {
    // SAFETY: both are open; descriptor 1 belongs to nobody's value.
    if unsafe { libc::dup2(writer.as_raw_fd(), 1) } == -1 {
        return Err(io::Error::last_os_error());
    }
    println!("is anybody there?"); // the defect: panics, and main's end makes exit code 101 of it
    Ok(())
}
