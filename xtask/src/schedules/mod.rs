//! The part that a learner writes, tried under many schedules: one more case, after the others.
//!
//! ```text
//! trial   what is tried, and how often: a part, and a schedule or all of them
//! run     a check in the supervisor, as any other program
//! ```
//!
//! The check itself is a program of its own, built by `build::checks`, which knows the engine that switches threads. What
//! it says is understood by the crate `schedules`; what it means for the learner is said by `report::explain::schedules`.

mod run;
mod trial;

pub use crate::verdict::tried::{self, CASE, Schedules, Tried};
pub use run::run;
pub use trial::{Trial, ready};

pub use crate::build::checks::{BuiltCheck, Missing};
