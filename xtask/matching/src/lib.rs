//! The hot part of the session language: all readings of a phase's lines that are still possible. Pure: no
//! files, no clock, no processes.
//!
//! A crate of its own, so that it alone is compiled with optimisation: two thousand lines in free order are decided in
//! milliseconds, and a newcomer does not wait for the rest to be optimised, too. Other crates use it through `expect`.

pub mod matcher;
