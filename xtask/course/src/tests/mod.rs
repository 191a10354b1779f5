//! Whole small trees, well-formed and not.

mod bad_exercise;
mod bad_schedules;
mod bad_settings;
mod bad_solution;
mod bad_tree;
mod selectors;
pub mod tree;
mod well_formed;
