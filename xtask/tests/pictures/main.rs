//! Pictures, character for character. Look at them before you bless them with `UPDATE_EXPECT=1`.

#![expect(clippy::unwrap_used, reason = "a test ends where something unexpected happens")]

mod command;
mod cut;
mod odd;
mod pages;
mod plain;
mod record;
mod report;
#[path = "../skipping/mod.rs"]
mod skipping;
#[path = "../commands/small_course.rs"]
mod small_course;
mod svg;
