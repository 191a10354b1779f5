//! Signals: where they come from, what a process does about them.

use nanoserde::{DeBin, SerBin};

use super::Pid;

/// What a process does about signals: bit n - 1 stands for signal n.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, SerBin, DeBin)]
pub struct Dispositions {
    pub caught: u64,
    pub ignored: u64,
    /// By its first thread.
    pub blocked: u64,
}

impl Dispositions {
    pub fn catches(&self, signal: i32) -> bool {
        has(self.caught, signal)
    }

    pub fn ignores(&self, signal: i32) -> bool {
        has(self.ignored, signal)
    }

    pub fn blocks(&self, signal: i32) -> bool {
        has(self.blocked, signal)
    }
}

/// Is the signal in the set?
pub(crate) fn has(set: u64, signal: i32) -> bool {
    (1..=64).contains(&signal) && set >> (signal - 1) & 1 == 1
}

/// What a signal does to a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Disposition {
    Default,
    Ignored,
    Caught,
}

/// How a signal is taken without a handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Taking {
    SignalFd,
    /// sigwait, sigwaitinfo, sigtimedwait.
    Wait,
}

/// Where a signal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Sender {
    /// kill and its relatives; perhaps itself.
    Process { pid: Pid },
    /// SIGCHLD: this child has ended, stopped or gone on.
    Child { pid: Pid },
    /// A fault, a timer, a terminal.
    Kernel,
    /// It was taken by a wait that did not ask.
    Unknown,
}
