//! Artifact + case -> outcome: facts only, no judgement.
//!
//! Every case has a supervisor process of its own, which is this program executed again (`xtask __supervise`).
//! It is a subreaper, so every descendant of the student's program ends up with it, and it alone kills.
//!
//! ```text
//! runner      asks, waits, and copes with its death
//! supervisor/    the other side                                  interrupt   Ctrl-C leaves nothing behind
//! wire           how the two talk                                cancel      a cord that ends runs
//! removal        of a folder, whatever was made of it
//! ```

pub mod cancel;
pub mod interrupt;
pub mod processes;
pub mod removal;
mod runner;
mod supervisor;
mod wire;

pub use cancel::Cancel;
pub use outcome::{Job, Limits, Meet, Observe, Outcome, Reach};
pub use runner::{prepare_runner, run};
pub use supervisor::supervise;

/// In a supervisor: the socket to the runner, which is its standard input.
fn runner_line() -> std::fs::File {
    use std::os::fd::FromRawFd;
    // SAFETY: descriptor 0 is open in a supervisor, and no other code reads it: std's stdin is not used here.
    unsafe { std::fs::File::from_raw_fd(libc::STDIN_FILENO) }
}
