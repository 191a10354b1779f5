//! What a supervisor is asked and what it answers: the facts of a run, and of a build that failed. No
//! judgement: that is `verdict`'s.

mod build;
pub mod errno;
mod failed;
pub mod job;
mod met;
pub mod signal;

use case::session::Stream;
use nanoserde::{DeBin, SerBin};

pub use build::{BuildFailure, BuildProblem};
pub use failed::FailedCall;
pub use job::{Job, Limits, Observe, Reach};
pub use met::{HandlerCall, Meet, Meeting, Met};

/// What happened in a case.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Outcome {
    /// The commands that were started, in order. Fewer than written if one of them ended the case.
    pub commands: Vec<CommandOutcome>,
    /// The runner or the course could not do its part (no such program, no port, a bad `@check`): there is no verdict.
    pub fault: Option<String>,
    /// Wall time of the whole case, in microseconds.
    pub wall_us: u64,
    /// Processor time of the supervisor alone, without what it started, in microseconds.
    pub supervisor_cpu_us: u64,
}

#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct CommandOutcome {
    /// The environment settings and words as executed, names filled in.
    pub env: Vec<(String, Vec<u8>)>,
    pub words: Vec<Vec<u8>>,
    /// Names bound by the setup of this command (`@let`, ports), for the replay.
    pub bound: Vec<(String, Vec<u8>)>,
    /// What was seen and done, in order.
    pub events: Vec<Event>,
    pub ended: Ended,
    /// Why the supervisor ended it, if it did.
    pub stopped: Option<Stopped>,
    /// Steps that it did not wait for.
    pub restless: Vec<Restless>,
    /// Its calls that were made to fail, up to a few.
    pub failed: Vec<FailedCall>,
    /// At which moment its step `at every moment` was done, if it has one and was observed.
    pub met: Option<Met>,
    /// What its processes did.
    pub observed: Observed,
    /// Who waited for whom when its time was up.
    pub hang: Option<hang::Explanation>,
    /// Processes that the program left behind, by pid.
    pub left: Vec<Left>,
    /// The files that the case asks about after the run, with their content; None if absent.
    pub files: Vec<(String, Option<Vec<u8>>)>,
    /// Those of them that are no files, and what stands there: `a FIFO`. Their content is empty.
    pub no_files: Vec<(String, String)>,
    /// What the solution did, under `@as solution`.
    pub solution: Option<SolutionRun>,
    pub wall_us: u64,
    /// User and system time of all its processes that were reaped, in microseconds.
    pub cpu_us: u64,
    /// Largest resident set of one process, in bytes.
    pub peak_memory_bytes: u64,
}

impl Outcome {
    /// At which moment its step `at every moment` was done.
    pub fn met(&self) -> Option<&Met> {
        self.commands.iter().find_map(|command| command.met.as_ref())
    }

    /// Why its processes could not be observed, if so.
    pub fn unobserved(&self) -> Option<&str> {
        self.commands.iter().find_map(|command| match &command.observed {
            Observed::Refused { reason } => Some(reason.as_str()),
            Observed::Unasked | Observed::Recorded(_) => None,
        })
    }
}

impl CommandOutcome {
    /// Of a command that was prepared, but never ran.
    pub fn not_started(env: Vec<(String, Vec<u8>)>, words: Vec<Vec<u8>>) -> CommandOutcome {
        CommandOutcome {
            env,
            words,
            bound: Vec::new(),
            events: Vec::new(),
            ended: Ended::NotStarted,
            stopped: None,
            restless: Vec::new(),
            failed: Vec::new(),
            met: None,
            observed: Observed::Unasked,
            hang: None,
            left: Vec::new(),
            files: Vec::new(),
            no_files: Vec::new(),
            solution: None,
            wall_us: 0,
            cpu_us: 0,
            peak_memory_bytes: 0,
        }
    }
}

#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum Event {
    /// A line of output without its newline; `newline` is false for what stood unterminated at a step or at the end.
    Line { stream: Stream, text: Vec<u8>, newline: bool, at_us: u64 },
    /// The step at the end of this phase (from 0) was done, at rest or not.
    Step { phase: u32, done: StepDone, at_us: u64 },
}

/// Everything that came on one stream, to the byte.
pub fn output(events: &[Event], wanted: Stream) -> Vec<u8> {
    let mut bytes = Vec::new();
    for event in events {
        if let Event::Line { stream, text, newline, .. } = event
            && *stream == wanted
        {
            bytes.extend_from_slice(text);
            bytes.extend(newline.then_some(b'\n'));
        }
    }
    bytes
}

#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum StepDone {
    /// Done; these names were bound (`@connect a` binds `a`).
    Done { bound: Vec<(String, Vec<u8>)> },
    /// `@a<` got this line; whether it is the right one is judged later. `ended`: end of file came instead.
    Received { line: Vec<u8>, ended: bool },
    /// It could not be done, in the course's words ("nothing listens on 127.0.0.1:4000"). Ends the run.
    Failed { reason: String },
}

/// Before a step that acts on it a program waits, since all that was to come has come. This one
/// had a thread that ran on and on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub struct Restless {
    /// Whose step was due, from 0.
    pub phase: u32,
    /// How long that thread wanted a processor, of the time in which the program was looked at; in microseconds.
    pub ran_us: u64,
    pub looked_us: u64,
}

/// What the processes of a command did, besides printing.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum Observed {
    /// It was not asked for, or nothing was started.
    Unasked,
    /// It may not be observed here (a container forbids it, another tracer has it): nothing is known,
    /// and nothing is held against it.
    Refused {
        reason: String,
    },
    Recorded(trace::Recorded),
}

/// How the leader ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Ended {
    Exited {
        code: i32,
    },
    Signaled {
        signal: i32,
        core: bool,
    },
    /// It never started: no such program, or not executable.
    NotStarted,
}

/// Why the supervisor ended a run.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum Stopped {
    /// The case's time was up.
    Deadline {
        after_ms: u64,
    },
    /// `@within` was not kept.
    Within {
        phase: u32,
        limit_ms: u64,
    },
    OutputLimit {
        bytes: u64,
    },
    MemoryLimit {
        bytes: u64,
    },
    /// The files of the working folder, all together.
    FolderLimit {
        bytes: u64,
    },
    ProcessLimit {
        processes: u32,
    },
    /// A thread could not be started, since the stacks of those that ran took all the memory. `threads`:
    /// how many ran, if that was seen.
    ThreadLimit {
        threads: Option<u32>,
        bytes: u64,
    },
    /// The output could not become right any more.
    NoContinuation,
    /// A step failed.
    StepFailed,
    /// It signalled the runner or every process, and was refused.
    Forbidden {
        what: String,
    },
    /// Ctrl-C or SIGTERM on the runner.
    Interrupted,
}

/// A process that was still there when the leader had ended.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Left {
    pub pid: i32,
    /// Its command line, or its name in brackets.
    pub command: Vec<u8>,
    pub state: LeftState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum LeftState {
    /// It had ended, or ended within the grace, and the program never waited for it.
    Ended,
    /// It still ran after the grace and was stopped.
    Running,
}

/// The reference solution's run, for `@as solution`.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct SolutionRun {
    pub stdout: Vec<u8>,
    pub ended: Ended,
    pub files: Vec<(String, Option<Vec<u8>>)>,
}
