//! Runs schedules until one goes wrong: the child's half.
//!
//! It never returns, never unwinds into the parent's code, and runs no exit handlers, which would
//! write the parent's buffers again.

use std::io::{PipeWriter, Write};
use std::sync::OnceLock;

use schedules_std::scheduler::{self, Ending, Execution, Plan, Watch};

use crate::message::{PASSED, REFUSED, Stop};
use crate::story;

/// To the watchman.
static PIPE: OnceLock<PipeWriter> = OnceLock::new();
/// For the report of a failure.
static SEED: OnceLock<u64> = OnceLock::new();

/// Runs the plan and ends the process.
pub fn work(plan: Plan, scenario: fn(), pipe: PipeWriter) -> ! {
    let _ = PIPE.set(pipe);
    let _ = SEED.set(plan.seed);
    scheduler::run(plan, scenario, Watch { passed, failed, stale });
    exit()
}

fn passed(_: u32) {
    say(&[PASSED]);
}

fn failed(ending: Ending, execution: &Execution) -> ! {
    let seed = SEED.get().copied().unwrap_or_default();
    say(&Stop::Failed(story::tell(&ending, execution, seed)).to_bytes());
    exit()
}

fn stale(_: u32) -> ! {
    say(&Stop::Stale.to_bytes());
    exit()
}

/// The allocator has nothing to give. If it ends the process, the watchman knows why. Not called by the watchman itself.
pub fn memory_refused() {
    if PIPE.get().is_some() {
        say(&[REFUSED]);
    }
}

fn say(bytes: &[u8]) {
    // If the watchman is gone, so is the reason to go on.
    if PIPE.get().is_none_or(|mut pipe| pipe.write_all(bytes).is_err()) {
        exit();
    }
}

fn exit() -> ! {
    // SAFETY: it does nothing but end the process.
    unsafe { libc::_exit(0) }
}
