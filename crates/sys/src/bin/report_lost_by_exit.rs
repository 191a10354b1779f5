//! report_lost_by_exit: a report is written line by line, the program ends with success, and the file is empty.
//!
//! ```console
//! $ report_lost_by_exit
//! 3 lines written
//! @wrote report.txt
//! @end
//! ```
//!
//! Notice that every call succeeded. The lines went into the buffer of a `BufWriter`, which writes when it is full or
//! when it is dropped; `process::exit` drops nothing. std's own standard output is flushed on the way out, and so the
//! message that claims success does appear. With a longer report all but the last block would be there, which is harder
//! to find.
//!
//! Python's `sys.exit` is an exception, so its files are closed; `os._exit` has the defect that is shown here.
//!
//! Try this: write 2000 lines. How many bytes are in the file, and why that number?
//! Compare: `report_flushed`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process;

use anyhow::Context;

#[expect(clippy::disallowed_methods, reason = "what exit loses is what this demo shows")]
fn main() -> anyhow::Result<()> {
    let mut report = BufWriter::new(File::create("report.txt").context("report.txt")?);
    for number in 1..=3 {
        writeln!(report, "line {number}").context("write to report.txt")?;
    }
    println!("3 lines written");
    process::exit(0)
}
