//! What a supervisor is asked to do.

use case::Session;
use nanoserde::{DeBin, SerBin};

use crate::met::Meet;

/// One case to run. It travels to the supervisor in nanoserde's binary form.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Job {
    pub session: Session,
    /// Program names and the files that are executed for them. Everything else is looked up in the system's PATH.
    pub programs: Vec<(String, String)>,
    /// The solution's file for each of `programs` that has one, for `@as solution`.
    pub solutions: Vec<(String, String)>,
    /// An empty folder that the run may fill. The runner makes and removes it.
    pub folder: String,
    pub limits: Limits,
    pub observe: Observe,
    /// Where the signal of a step `at every moment` comes.
    pub meet: Meet,
    pub reach: Reach,
    /// Where the values of `@let` come from, so that a run can be repeated.
    pub seed: u64,
}

/// Is what the processes do recorded?
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Observe {
    /// As far as it is allowed here.
    Processes,
    /// As well the ends of what they read, which costs two stops a read.
    Reads,
    Nothing,
}

/// What of the machine its programs reach, where the kernel can hold them (Landlock).
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub enum Reach {
    /// The system's own folders, to read; the run's, to write. Of the folders named here, nothing but the job's programs.
    System { closed: Vec<String> },
    /// Whatever this user reaches, but no process of others.
    Machine,
}

/// A short line counts as if it were this long: it costs as much to observe and to keep as a longer one.
pub const LEAST_BYTES_OF_A_LINE: u64 = 16;

/// What a run may use. The defaults are the course's; `[limits]` in an exercise.toml changes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub struct Limits {
    /// Wall time of the whole case, in milliseconds.
    pub time_ms: u64,
    /// Memory of all processes together, in bytes.
    pub memory_bytes: u64,
    /// Processes alive at once.
    pub processes: u32,
    /// Open descriptors of one process.
    pub files: u64,
    /// Standard output and standard error together, in bytes; a line counts for [`LEAST_BYTES_OF_A_LINE`] at least.
    pub output_bytes: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time_ms: 5_000, memory_bytes: 512 << 20, processes: 64, files: 256, output_bytes: 1 << 20 }
    }
}
