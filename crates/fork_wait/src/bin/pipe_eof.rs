//! pipe_eof: a parent sends two lines to its child through a pipe; the child reads to the end.
//!
//! ```console
//! $ pipe_eof
//! child: got "one"
//! child: got "two"
//! child: end of file after 2 lines
//! parent: child ended with exit code 0
//! ```
//!
//! Notice who closes which end. A reader sees end of file when the *last* write end is closed, and fork
//! copies every descriptor: after it there are two write ends, one of them the child's own.
//!
//! Notice also how the child ends. It is a copy that stands in the middle of `main`: if it returned, it would run
//! whatever the parent still has to do. So it leaves by `_exit`, which runs nothing more.
//!
//! Try this: remove the `drop` marked (1). Who waits for whom now? Then look at `pipe_eof_own_end`, which is this
//! program with that bug, and a clock.

use std::io::{self, BufRead, BufReader, PipeReader, Write};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let (reader, mut writer) = io::pipe().context("pipe")?;

    // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()).context("fork"),
        0 => {
            drop(writer); // (1) the child's copy of the write end
            let code = match read_to_end(reader) {
                Ok(()) => 0,
                Err(error) => {
                    eprintln!("child: {error:#}");
                    1
                }
            };
            // SAFETY: no destructor and no exit hook has to run here: they are the parent's.
            unsafe { libc::_exit(code) }
        }
        child => {
            drop(reader); // the parent never reads: a child that dies early is then seen as EPIPE
            writer.write_all(b"one\ntwo\n").context("write")?;
            drop(writer); // the last write end: now the child sees end of file

            let mut status = 0;
            // SAFETY: status outlives the call; child is our own, not yet waited for.
            if unsafe { libc::waitpid(child, &mut status, 0) } == -1 {
                return Err(io::Error::last_os_error()).context("waitpid");
            }
            println!("parent: child ended with exit code {}", libc::WEXITSTATUS(status));
            Ok(())
        }
    }
}

fn read_to_end(reader: PipeReader) -> anyhow::Result<()> {
    let mut lines = 0;
    for line in BufReader::new(reader).lines() {
        println!("child: got {:?}", line.context("read")?);
        lines += 1;
    }
    println!("child: end of file after {lines} lines");
    Ok(())
}
