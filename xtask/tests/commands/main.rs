//! The runner as a person meets it: words typed, words said, exit codes.

mod ends;
mod learning;
mod slips;
mod small_course;
mod teaching;
