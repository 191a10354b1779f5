//! What is wrong, as data: the report finds the words, the bytes stay raw.

use expect::Bindings;
use expect::session::Stream;

use super::Verdict;
use super::did::broken::{Broken, Unasked};
use super::did::busy::Busy;
use super::panics::Panic;
use outcome::{Ended, Left};

/// What is said of one run of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    pub verdict: Verdict,
    /// The first thing that was wrong; None when all is well.
    pub finding: Option<Finding>,
}

impl Judgement {
    /// All is well.
    pub fn pass() -> Judgement {
        Judgement { verdict: Verdict::Pass, finding: None }
    }
}

/// The first thing that was wrong, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Index of the command, from 0.
    pub command: usize,
    pub reason: Reason,
    /// What the names of the case stand for at this point.
    pub bindings: Bindings,
}

/// The root of the trouble.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// A line is not the one expected, is one too many, or is missing.
    Differs(Difference),
    /// The line is right but for the newline at its end.
    Newline {
        text: Text,
        index: usize,
        got: Vec<u8>,
        expected_newline: bool,
    },
    /// The line is the next to come, but it came before the step (on this line of the case) that it may only follow.
    TooEarly {
        stream: Stream,
        index: usize,
        got: Vec<u8>,
        step: u32,
    },
    /// All that is expected before the step on this line of the case has come; this line
    /// belongs neither before nor behind it.
    OutOfPlace {
        stream: Stream,
        index: usize,
        got: Vec<u8>,
        step: u32,
    },
    /// `@not` on this line of the case forbids it.
    ForbiddenLine {
        stream: Stream,
        index: usize,
        got: Vec<u8>,
        line: u32,
    },
    /// It ended by itself, but not with the exit code, or not in the way, that was expected.
    Exit(Box<WrongExit>),
    /// Killed by a signal that neither the case nor the supervisor meant to kill it with.
    Signal {
        signal: i32,
        core: bool,
        expected: ExpectedEnd,
        missing: Option<Box<Difference>>,
    },
    OutputLimit {
        bytes: u64,
    },
    /// The files of the working folder.
    FolderLimit {
        bytes: u64,
    },
    MemoryLimit {
        bytes: u64,
    },
    /// The threads' stacks took all the memory.
    ThreadLimit {
        threads: Option<u32>,
        bytes: u64,
    },
    ProcessLimit {
        processes: u32,
    },
    /// It did what no program of the course may do, in the supervisor's words.
    Refused {
        what: String,
    },
    TimedOut(Box<TimedOut>),
    /// The step on this line of the case could not be done; `why` in the course's words.
    StepFailed {
        step: u32,
        why: String,
    },
    /// The program ended before this step of the case was due.
    EndedBeforeStep {
        step: u32,
    },
    /// Processes that still ran when the program had ended.
    StillRunning(Vec<Left>),
    /// Children that ended and were never waited for.
    NeverWaitedFor(Vec<Left>),
    /// The output is right, but not what was done for it.
    ClaimBroken(Box<Broken>),
    /// The output is right, but this other program ran, which the task does not ask for.
    RanUnasked(Unasked),
    Busy(Busy),
    FileMissing {
        name: String,
    },
    /// Something else stands there: `a FIFO`.
    NoFile {
        name: String,
        what: String,
    },
    /// `@absent`, but it is there.
    FileThere {
        name: String,
    },
    /// What the exercise's `@check` function says.
    Check {
        name: String,
        says: String,
    },
}

/// Where a line stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    Stream(Stream),
    /// A file of the working folder.
    File(String),
    /// What came on a connection of the case, for the step on this line.
    Connection {
        name: String,
        step: u32,
    },
}

/// A place where the text and the expectation part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub text: Text,
    /// Index of the line within its text, from 0; their number if the text ended too early.
    pub index: usize,
    pub got: Got,
    /// What could have stood there instead. Never empty.
    pub expected: Vec<ExpectedLine>,
    pub source: Source,
}

/// What stood there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Got {
    Line {
        text: Vec<u8>,
        newline: bool,
    },
    /// Nothing more.
    End,
}

/// Who expects it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Case,
    /// `@as solution`
    Solution,
}

/// One line that could have stood there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedLine {
    /// The line of the case it is written on, if it is.
    pub line: Option<u32>,
    pub what: Expected,
    /// The stream of an `@interleave` that it is the next of.
    pub stream: Option<String>,
    /// It stands in `@unordered`.
    pub any_order: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Exactly this.
    Literal(Vec<u8>),
    /// A line with holes, as written, known names filled in.
    Pattern(String),
    /// The end of the text.
    End,
}

/// Another exit than expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongExit {
    pub code: i32,
    pub expected: ExpectedEnd,
    /// The first panic on standard error, if the code is a panic's.
    pub panic: Option<Panic>,
    /// The output that was still to come.
    pub missing: Option<Difference>,
}

/// How the program should have ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedEnd {
    /// An exit code that reads like this: `2`, `1..255`.
    Code(String),
    /// Death by this signal, without SIG.
    Died(String),
    /// As the solution did.
    Solution(Ended),
}

/// The time was up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedOut {
    pub after_ms: u64,
    pub timer: Timer,
    pub waits_for: WaitsFor,
    /// Output without a newline: the line is not complete, so no step has read it.
    pub unterminated: Option<(Stream, Vec<u8>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timer {
    /// The case's own limit.
    Case,
    /// `@within`
    Within,
}

/// What the session was waiting for when the time was up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitsFor {
    /// For output; `then` is the line of the step that would have followed.
    Output { difference: Difference, then: Option<u32> },
    /// For the step on this line of the case: a line on a connection, say.
    Step { line: u32 },
    /// For the program's end: everything else was there.
    End,
}
