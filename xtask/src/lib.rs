//! The runner of oslings, a pipeline that a reader sees in the file names:
//!
//! ```text
//! course    the tree -> topics, exercises, demos, cases          build    sources -> artifacts (one batched cargo call)
//! run       artifact + case -> outcome (facts only)              verdict  outcome + expectation -> verdict (pure)
//! report    text, JSON, JUnit                                    cache    results of unchanged work
//! check     the stages put together                              prove    what must fail fails, what must pass passes
//! commands  one small file a subcommand                          bless    expected lines from the solution
//! coverage  where each item of the course is told
//! picture   a record of processes, threads and signals -> text or SVG
//! schedules the part that a learner writes, tried under many schedules
//! ```
//!
//! The expected-output language is a crate of its own, `expect`.

pub mod check;
pub mod commands;
pub mod schedules;

// Floors of their own, under the names that they have here.
pub use ::{build, course, fault, outcome, picture, report, run, verdict};
pub use ::build::cache;

// The small course of the tests of `course`.
#[cfg(test)]
#[expect(dead_code, reason = "the tests of `course` use all of it")]
#[path = "../course/src/tests/tree.rs"]
mod tree;
