//! Artifact + case -> outcome: facts only, no judgement.
//!
//! Every case has a supervisor process of its own, which is this program executed again (`xtask __supervise`).
//! It is a subreaper, so every descendant of the student's program ends up with it, and it alone kills.
//!
//! ```text
//! job, outcome   what a supervisor is asked, what it answers     runner      asks, waits, and copes with its death
//! supervisor/    the other side                                  interrupt   Ctrl-C leaves nothing behind
//! wire           how the two talk                                cancel      a cord that ends runs
//! ```

pub mod cancel;
pub mod interrupt;
pub mod job;
pub mod outcome;
#[cfg(target_os = "linux")]
mod processes;
mod runner;
#[cfg(target_os = "linux")]
mod supervisor;
#[cfg(not(target_os = "linux"))]
#[path = "elsewhere.rs"]
mod supervisor;
mod wire;

pub use cancel::Cancel;
pub use job::{Job, Limits, Observe};
pub use outcome::Outcome;
pub use runner::{prepare_runner, run};
pub use supervisor::supervise;
