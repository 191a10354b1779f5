//! stderr_closed: standard error is closed "because it is no longer needed", and a warning ends up in the data.
//!
//! ```console
//! $ stderr_closed
//! 2> before
//! the table is descriptor 2
//! @wrote ages.csv
//! name,age
//! warning: no rows
//! @end
//! ```
//!
//! Notice which number the file got. `open` gives the lowest that is free, and 2 had just become free. From here on
//! every message of this program, of its libraries and of its children is a line of the table. Nobody gets an error.
//!
//! The book closes `sys.stderr` when its error log is written (E34). There the object is closed and not the
//! descriptor: a later uncaught exception leaves no message at all, only exit code 1. Rust's runtime knows the
//! danger: if one of the three is closed when a program starts, it opens `/dev/null` in its place, before `main`.
//!
//! Try this: do what a daemon does. Open `/dev/null` and `dup2` it onto 2 in place of the `close`.
//! Compare: `redirect_stderr`, which keeps the old meaning and puts it back.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsRawFd;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    eprintln!("before");
    // SAFETY: nobody in this process owns descriptor 2. That everybody uses it is the mistake that is shown.
    if unsafe { libc::close(libc::STDERR_FILENO) } == -1 {
        return Err(io::Error::last_os_error()).context("close");
    }

    let mut table = File::create("ages.csv").context("ages.csv")?;
    println!("the table is descriptor {}", table.as_raw_fd());
    writeln!(table, "name,age").context("write to ages.csv")?;
    eprintln!("warning: no rows");
    Ok(())
}
