//! pipe_eof_own_end: `pipe_eof` with its classic bug. The child keeps its own copy of the write end.
//!
//! ```console
//! $ pipe_eof_own_end
//! child: got one line
//! child: nothing for 200 ms, although the parent has closed its end
//! child: closes its own write end
//! child: end of file
//! parent: child ended with exit code 0
//! ```
//!
//! A plain `read` would wait here for ever: the only process that could still write is the one that waits. So this child
//! asks `poll` first, and gives it a limit.
//!
//! Notice that nobody is at fault but the descriptor: the same pipe is at its end as soon as the last write end is gone.
//!
//! Try this: fork a second child between `pipe` and the first fork, let it wait for its standard input, and close all
//! ends that you know of. Which process holds the pipe open now? `ls -l /proc/PID/fd` shows it.
//! Compare: `pipe_eof`.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::AsRawFd;

use anyhow::{Context, ensure};

/// How long the child waits for something to happen, in milliseconds.
const PATIENCE_MS: libc::c_int = 200;

fn main() -> anyhow::Result<()> {
    let (reader, mut writer) = io::pipe().context("pipe")?;

    // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()).context("fork"),
        0 => {
            let code = match read_beside_own_end(reader, writer) {
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
            drop(reader);
            writer.write_all(b"one\n").context("write")?;
            drop(writer); // not the last write end this time

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

fn read_beside_own_end(mut reader: PipeReader, own_end: PipeWriter) -> anyhow::Result<()> {
    let mut bytes = [0; 100];
    let count = reader.read(&mut bytes).context("read")?;
    ensure!(&bytes[..count] == b"one\n", "read something else");
    println!("child: got one line");

    ensure!(!readable(&reader)?, "there should be nothing to read");
    println!("child: nothing for {PATIENCE_MS} ms, although the parent has closed its end");

    drop(own_end);
    println!("child: closes its own write end");
    ensure!(reader.read(&mut bytes).context("read")? == 0, "expected end of file");
    println!("child: end of file");
    Ok(())
}

/// Would a read answer now, with bytes or with end of file?
fn readable(pipe: &PipeReader) -> anyhow::Result<bool> {
    let mut polled = libc::pollfd { fd: pipe.as_raw_fd(), events: libc::POLLIN, revents: 0 };
    // SAFETY: one valid pollfd, of a descriptor that is open as long as `pipe` lives.
    match unsafe { libc::poll(&mut polled, 1, PATIENCE_MS) } {
        -1 => Err(io::Error::last_os_error()).context("poll"),
        ready => Ok(ready > 0),
    }
}
