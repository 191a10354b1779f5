//! Standard output, and whether all of it got there.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::sync::OnceLock;

use crate::fault::Fault;
use crate::report::paint::Painter;
use crate::report::styled::Styled;

/// Why the first text was lost.
static LOST: OnceLock<String> = OnceLock::new();

/// A line on standard output.
pub fn say(line: impl Display) {
    write(&format!("{line}\n"));
}

/// A styled text on standard output.
pub fn show(painter: &Painter, styled: &Styled) {
    write(&painter.paint(styled));
}

/// A text on standard output, as it is. Who has stopped reading misses it; what there is to do is done all the same.
pub fn write(text: &str) {
    note(io::stdout().write_all(text.as_bytes()));
}

/// To be called last in main.
///
/// # Errors
/// A fault if not all of what was said could be written (a full disk): the exit code must not tell that all is well.
/// A reader who has gone, as in `cargo xtask check | head`, has had enough.
pub fn finish() -> Result<(), Fault> {
    note(io::stdout().flush());
    match LOST.get() {
        None => Ok(()),
        Some(error) => {
            let fault = Fault::course(format!("standard output cannot be written: {error}"));
            Err(fault.help("is the disk full that it goes to? A part of the report is missing"))
        }
    }
}

fn note(written: io::Result<()>) {
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = LOST.set(error.to_string());
    }
}
