//! Outcome + expectation -> verdict. Pure: no I/O, so that a recorded run can be judged again.

use nanoserde::{DeBin, SerBin};

/// What is said of a program. Names in kebab-case are part of the JSON contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, SerBin, DeBin)]
pub enum Verdict {
    Pass,
    BuildFailed,
    WrongOutput,
    WrongExit,
    Signaled,
    TimedOut,
    Deadlock,
    BusyWait,
    Zombie,
    Orphan,
    Leaked,
    Faked,
    OutputLimit,
    MemoryLimit,
    ProcessLimit,
    Forbidden,
    Flaky,
}
