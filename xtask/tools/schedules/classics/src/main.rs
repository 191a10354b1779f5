//! A check like any exercise's, over all classic bugs and over correct programs. See `build.rs`.

#![expect(clippy::unwrap_used, reason = "these are programs as learners write them")]
#![expect(clippy::duplicate_mod, reason = "the same scenarios for each program of a topic")]

extern crate std as core;

use std::process::ExitCode;

use schedules_driver::Scenario;

include!(concat!(env!("OUT_DIR"), "/variants.rs"));

fn main() -> ExitCode {
    schedules_driver::main(SCENARIOS)
}
