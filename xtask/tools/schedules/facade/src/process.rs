//! Of `std::process` what ends the process; the check tells of it.

pub use ::std::process::{ExitCode, Termination, abort, exit};
