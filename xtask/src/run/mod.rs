//! Artifact + case -> outcome: facts only, no judgement.
//!
//! Every case has a supervisor process of its own, which is this program executed again (`xtask __supervise`).
//! It is a subreaper, so every descendant of the student's program ends up with it, and it alone kills.

pub mod job;
pub mod outcome;

pub use job::{Job, Limits};
pub use outcome::Outcome;
