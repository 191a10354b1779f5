//! report_flushed: the report is flushed, and asked whether it arrived, before anybody claims that it is written.
//!
//! ```console
//! $ report_flushed report.txt
//! 3 lines written
//! @wrote report.txt
//! line 1
//! line 2
//! line 3
//! @end
//!
//! $ report_flushed /dev/full
//! 2> report_flushed: flush of /dev/full: No space left on device (os error 28)
//! @exit 1
//! ```
//!
//! Notice the second case. Each `writeln!` has succeeded there too, into the buffer; that the disk is full comes out
//! when the buffer is emptied. A `BufWriter` that is merely dropped empties itself as well, but it has nobody to
//! tell: an error in `drop` is thrown away. So whoever cares calls `flush` and looks at its answer.
//!
//! Then `main` returns, and the claim and the exit code are both true.
//!
//! Try this: remove the `flush`. What does the second case say now, and with which code?
//! Compare: `report_lost_by_exit`.

use std::env;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anyhow::Context;

fn write_report(path: &str) -> anyhow::Result<()> {
    let mut report = BufWriter::new(File::create(path).with_context(|| format!("create {path}"))?);
    for number in 1..=3 {
        writeln!(report, "line {number}").with_context(|| format!("write to {path}"))?;
    }
    report.flush().with_context(|| format!("flush of {path}"))
}

fn main() -> ExitCode {
    let path = env::args().nth(1).unwrap_or("report.txt".to_owned());
    if let Err(error) = write_report(&path) {
        eprintln!("report_flushed: {error:#}");
        return ExitCode::FAILURE;
    }
    println!("3 lines written");
    ExitCode::SUCCESS
}
