//! The harness knows no test that finds out while it runs that it cannot test here. Such a test says so itself.

use std::io::{self, Write};

/// Says that a test could not test, and why, in a line that `.ci/run` counts. Follow it with a return.
pub fn skipped(test: &str, reason: &str) {
    // Not by `eprintln!`, of which the harness shows nothing where a test passes; and in one
    // piece, since others write beside it.
    let _ = io::stderr().write_all(format!("skipped: {test}: {reason}\n").as_bytes());
}
