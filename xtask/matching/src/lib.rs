//! The hot part of the session language, and the types it works on. Pure: no files, no clock, no processes.
//!
//! ```text
//! session   the parsed case: commands, phases, steps        pattern   one line with holes, against bytes
//! matcher   a phase's lines, fed one by one                 visible   bytes made visible and harmless for display
//! nearest   "did you mean"                               claim     `@did`: what must have happened, besides printing
//! ```
//!
//! A crate of its own, so that it alone is compiled with optimisation: two thousand lines in free order are decided in
//! milliseconds, and a newcomer does not wait for the parser to be optimised, too. Everybody uses it through `expect`.

pub mod claim;
pub mod matcher;
pub mod nearest;
pub mod pattern;
pub mod session;
pub mod visible;
