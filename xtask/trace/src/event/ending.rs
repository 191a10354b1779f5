//! How processes end, and what is known of them then.

use nanoserde::{DeBin, SerBin};

use super::Pid;
use super::descriptor::Open;
use super::signal::Dispositions;

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Ending {
    Exited { code: i32 },
    Signaled { signal: i32, core: bool },
}

/// What the end of a process left in the table, a moment after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Remains {
    /// A zombie, for its parent to wait for.
    Zombie,
    /// Nothing: its parent was waiting already, or ignores SIGCHLD and does not want to be told.
    Nothing,
    /// Nothing: it was a child of the tracer's, which has reaped it. The leader, or one whose parent was gone.
    Ours,
}

/// A process just before its end.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Last {
    /// Its open descriptors, in order.
    pub open: Vec<Open>,
    pub usage: Usage,
    pub dispositions: Dispositions,
}

/// What a process has used so far, all its threads together, also the ended ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, SerBin, DeBin)]
pub struct Usage {
    /// User and system time.
    pub cpu_us: u64,
    /// Ready to run, but waiting for a processor: what a busy machine adds.
    pub ready_us: u64,
    /// Times it gave up the processor by itself, without those that the tracer caused.
    pub voluntary_switches: u64,
    pub involuntary_switches: u64,
    /// Largest resident set.
    pub peak_memory_bytes: u64,
}

/// What a wait found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Found {
    /// It is gone from the table now.
    Reaped {
        child: Pid,
        ending: Ending,
    },
    /// It has stopped or gone on, or was only looked at (WNOWAIT).
    Changed {
        child: Pid,
    },
    /// `ECHILD`
    NoChildren,
    Failed {
        errno: i32,
    },
}
