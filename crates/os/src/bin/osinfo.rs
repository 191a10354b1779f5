//! osinfo: which system is this, and what does it call its errors?
//!
//! ```console
//! $ osinfo
//! compiled for   linux, of the family unix, separator '/'
//! running on     Linux {:word} on {:word}
//! a line ends    [72, 105, 10]
//! errno 2        NotFound          No such file or directory (os error 2)
//! errno 13       PermissionDenied  Permission denied (os error 13)
//! errno 17       AlreadyExists     File exists (os error 17)
//! errno 20       NotADirectory     Not a directory (os error 20)
//! errno 32       BrokenPipe        Broken pipe (os error 32)
//! ```
//!
//! Notice the first two lines. Constants were fixed by the compiler; only uname(2) asks the machine that is there now.
//! An error has three faces: a number from the kernel, a kind to match on, a text for people. The text never holds the
//! name of the file: add it yourself, or nobody will know what was not found.
//!
//! A line ends with one byte, 10, on every system, and `println!` writes that. The book has you add `os.linesep` by
//! hand: on Windows a text file would then end its lines with 13 13 10 (E41).
//!
//! Try this: ask for error 9999. Does it have a kind? A text?

use std::env::consts;
use std::io::{self, Write};
use std::path::MAIN_SEPARATOR;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    println!("compiled for   {}, of the family {}, separator {MAIN_SEPARATOR:?}", consts::OS, consts::FAMILY);

    let running = os_lesson::uname().context("uname")?;
    println!("running on     {} {} on {}", running.sysname, running.release, running.machine);

    let mut line = Vec::new();
    writeln!(line, "Hi").context("write into a Vec")?;
    println!("a line ends    {line:?}");

    for errno in [libc::ENOENT, libc::EACCES, libc::EEXIST, libc::ENOTDIR, libc::EPIPE] {
        let error = io::Error::from_raw_os_error(errno);
        println!("errno {errno:<8} {:<17} {error}", format!("{:?}", error.kind()));
    }
    Ok(())
}
