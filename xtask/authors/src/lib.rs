//! What only authors and instructors need of the runner. A student's first build does without it; `cargo xtask` builds it
//! when one of these commands is first asked for, and hands over.
//!
//! ```text
//! prove      what must fail fails, what must pass passes        bless   expected lines from the solution
//! coverage   where each item of the course is told              new     an exercise, whole and working
//! svg        a picture for a browser                            commands   one small file a subcommand
//! ```

pub mod bless;
mod commands;
pub mod coverage;
pub mod new;
pub mod prove;
pub mod svg;

pub use commands::COMMANDS;

// The small course of the runner's own tests, which asks for these by the names that they have there.
#[cfg(test)]
extern crate self as authors;
#[cfg(test)]
#[path = "../../course/src/tests/tree.rs"]
mod tree;
