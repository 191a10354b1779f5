//! fd_ops: two descriptors for one open file share its offset; two opens do not.
//!
//! ```console
//! $ fd_ops
//! the first reads         [7f, 45]
//! its duplicate reads on  [4c, 46]
//! opened again            [7f, 45]
//! the first is closed, its duplicate still reads 2 bytes
//! fstat of the closed number: Bad file descriptor (os error 9)
//! ```
//!
//! Notice the three layers. A descriptor is a number in this process; it points to an open file, which has the offset;
//! that points to the file itself. dup(2), and fork(2) as well, copies the number and shares the open file. open(2)
//! makes a new one. The file read here is this program itself: an executable begins with 7f and the letters ELF.
//!
//! To close a number twice is the classical mistake: the second close may hit a file that somebody opened in between.
//! In Rust a `File` owns its descriptor and closes it once, when it is dropped; the last line had to keep the bare
//! number to get at all to a closed one.
//!
//! Try this: move `drop(first)` above the second read. Does the duplicate mind?

use std::env;
use std::fs::File;
use std::io::{self, Read};
use std::mem::MaybeUninit;
use std::os::fd::AsRawFd;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let program = env::current_exe().context("current_exe")?;

    let mut first = File::open(&program).context("open")?;
    println!("the first reads         {:02x?}", two_bytes(&mut first)?);
    let mut duplicate = first.try_clone().context("dup")?;
    println!("its duplicate reads on  {:02x?}", two_bytes(&mut duplicate)?);
    let mut second = File::open(&program).context("open again")?;
    println!("opened again            {:02x?}", two_bytes(&mut second)?);

    let number = first.as_raw_fd();
    drop(first);
    println!("the first is closed, its duplicate still reads {} bytes", two_bytes(&mut duplicate)?.len());

    let mut stat = MaybeUninit::<libc::stat>::uninit();
    // SAFETY: the pointer is valid for one stat; fstat changes nothing whatever the number means by now.
    match unsafe { libc::fstat(number, stat.as_mut_ptr()) } {
        -1 => println!("fstat of the closed number: {}", io::Error::last_os_error()),
        _ => println!("fstat of the closed number: it is open again"),
    }
    Ok(())
}

fn two_bytes(file: &mut File) -> anyhow::Result<[u8; 2]> {
    let mut bytes = [0; 2];
    file.read_exact(&mut bytes).context("read")?;
    Ok(bytes)
}
