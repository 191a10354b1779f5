//! The runner as a person meets it: words typed, words said, exit codes.

#![expect(clippy::unwrap_used, reason = "a test ends where something unexpected happens")]

mod coverage;
mod dead_supervisor;
mod elsewhere;
mod ends;
mod learning;
mod machine;
mod moments;
mod mutants;
mod proofs;
mod schedules;
#[path = "../skipping/mod.rs"]
mod skipping;
mod slips;
mod small_course;
mod teaching;
mod unobserved;
