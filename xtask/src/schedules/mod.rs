//! The part that a learner writes, tried under many schedules: one more case, after the others.
//!
//! ```text
//! trial   what is tried, and how often: a part, and a schedule or all of them
//! tried   what came of it, from what the check printed
//! run     a check in the supervisor, as any other program
//! ```
//!
//! The check itself is a program of its own, built by `build::checks`, which knows the engine that switches threads. What it says is
//! understood by the crate `schedules`; what it means for the learner is said by `report::explain::schedules`.

mod run;
mod trial;
mod tried;

pub use crate::course::schedules::CASE;
pub use run::run;
pub use trial::{Trial, What, ready};
pub use tried::{Cut, Ending, Failed, Tried};

/// The check of a part, once it was to be built: the program, or why there is none, in a lowercase fragment.
pub type Check = Result<std::path::PathBuf, String>;
