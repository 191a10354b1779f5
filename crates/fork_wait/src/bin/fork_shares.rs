//! fork_shares: what the child changes in memory stays with the child; what it reads from a file is read for both.
//!
//! ```console
//! $ fork_shares
//! child:  x is 99 at {address:/0x[0-9a-f]+/}, reads "0123"
//! parent: x is 1 at {address}, reads "4567"
//! ```
//!
//! Notice the address: it is the same in both, and there are two values at it. An address is a place in one process's
//! own memory. The system copies a page when one of the two writes to it, and not before.
//!
//! Notice the file: the parent reads on where the child has stopped. A descriptor was copied, but both numbers stand
//! for one open file, and the offset belongs to that. This is how `(echo a; echo b) > file` gets two lines and not the
//! second on top of the first.
//!
//! Try this: open the file once more in the child, by its name in `/proc/self/fd`. Who shares what now? Compare:
//! `pipe_eof`.

use std::fs::File;
use std::hint::black_box;
use std::io::{self, Read, Seek, Write};
use std::os::fd::{FromRawFd, OwnedFd};

use anyhow::Context;
use fork_wait_lesson::{fork_child, wait_for};

fn main() -> anyhow::Result<()> {
    let mut file = file_in_memory().context("memfd_create")?;
    file.write_all(b"0123456789").context("write")?;
    file.rewind().context("seek")?;

    let mut x = 1;
    black_box(&mut x); // keeps x in memory, where it has an address
    let child = fork_child(|| {
        x = 99;
        tell("child: ", &x, &mut file)
    })
    .context("fork")?;
    wait_for(child).context("waitpid")?;
    tell("parent:", &x, &mut file);
    Ok(())
}

fn tell(who: &str, x: &i32, file: &mut File) -> i32 {
    let mut bytes = [0; 4];
    match file.read_exact(&mut bytes) {
        Ok(()) => println!("{who} x is {x} at {x:p}, reads {:?}", String::from_utf8_lossy(&bytes)),
        Err(error) => println!("{who} read: {error}"),
    }
    0
}

/// A file that has no name and lies on no disk.
fn file_in_memory() -> io::Result<File> {
    // SAFETY: the name is a C string; it is only for /proc.
    match unsafe { libc::memfd_create(c"ten digits".as_ptr(), libc::MFD_CLOEXEC) } {
        -1 => Err(io::Error::last_os_error()),
        // SAFETY: a new descriptor, and nobody else knows of it.
        fd => Ok(File::from(unsafe { OwnedFd::from_raw_fd(fd) })),
    }
}
