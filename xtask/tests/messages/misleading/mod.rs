//! What once led students astray.

mod connections;
mod endings;
mod lines;

use xtask::outcome::Stopped;

use crate::stage::{Case, Play};

/// What is said first of a run, up to the evidence; without its indent.
fn first(case: &Case<'_>, plays: &[Play]) -> String {
    let told = case.told(plays);
    let said = told.split("\n\n").next().unwrap_or_default();
    said.lines().map(|line| format!("{}\n", line.strip_prefix("  ").unwrap_or(line))).collect()
}

fn deadline() -> Stopped {
    Stopped::Deadline { after_ms: 5000 }
}
