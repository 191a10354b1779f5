//! close_twice: a bare number is closed once too often, and it is somebody else's file that goes.
//!
//! ```console
//! $ close_twice
//! ours is {fd:int}, and we close it
//! somebody opens a file, and gets {fd}
//! we close {fd} once more: no error
//! somebody reads from {fd}: Bad file descriptor (os error 9)
//! now nobody has {fd}, closed once more: Bad file descriptor (os error 9)
//! ```
//!
//! Notice the third line: no error, that is the trouble. A new descriptor is always the lowest number that is free, so
//! what was just closed is the next to be given out. In a program with threads, or with a library that opens files,
//! the second close hits a stranger. It shows as a bug of his, somewhere else, now and then.
//!
//! The error of the last line comes only where nothing has been opened in between: in tests, that is.
//!
//! This program uses bare numbers, as C and Python's `os.open` do. A `File` or an `OwnedFd` is closed by its one
//! owner, once; to get the bug you would have to ask for it with `unsafe { File::from_raw_fd(..) }`. Compare:
//! `fd_ops`.
//!
//! Try this: build two `File`s of one number that way, and drop both, in a debug build.

use std::io;

use anyhow::{Context, ensure};
use libc::c_int;

fn main() -> anyhow::Result<()> {
    let ours = open().context("open")?;
    println!("ours is {ours}, and we close it");
    close(ours).context("close")?;

    let theirs = open().context("open")?;
    ensure!(theirs == ours, "the lowest free number should be {ours}");
    println!("somebody opens a file, and gets {theirs}");

    print!("we close {ours} once more: ");
    tell(close(ours));
    print!("somebody reads from {theirs}: ");
    tell(read(theirs));
    print!("now nobody has {ours}, closed once more: ");
    tell(close(ours));
    Ok(())
}

fn open() -> io::Result<c_int> {
    // SAFETY: a C string, and flags that need no mode.
    checked(unsafe { libc::open(c"/dev/zero".as_ptr(), libc::O_RDONLY | libc::O_CLOEXEC) })
}

fn close(fd: c_int) -> io::Result<c_int> {
    // SAFETY: no owner in this process relies on the number: all that is open besides are the standard descriptors.
    checked(unsafe { libc::close(fd) })
}

fn read(fd: c_int) -> io::Result<c_int> {
    let mut byte = 0u8;
    // SAFETY: room for one byte, which outlives the call.
    checked(unsafe { libc::read(fd, (&raw mut byte).cast(), 1) } as c_int)
}

fn checked(answer: c_int) -> io::Result<c_int> {
    if answer == -1 { Err(io::Error::last_os_error()) } else { Ok(answer) }
}

fn tell(answer: io::Result<c_int>) {
    match answer {
        Ok(_) => println!("no error"),
        Err(error) => println!("{error}"),
    }
}
