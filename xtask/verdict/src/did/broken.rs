//! A claim that is not kept, as data: the report finds the words, the bytes stay raw.

use expect::claim::{Claim, Writer};
use trace::Pid;

/// The claim, and what was seen instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Broken {
    pub claim: Claim,
    pub seen: Seen,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Seen {
    Forks {
        expected: Bounds,
        made: usize,
        /// The program's first process.
        first: Pid,
    },
    NotWaitedFor {
        /// Never empty.
        children: Vec<Unwaited>,
        made: usize,
    },
    Execs {
        name: Vec<u8>,
        expected: Bounds,
        times: usize,
        /// The names of the programs that ran, each once.
        ran: Vec<Vec<u8>>,
    },
    /// This ran, where nothing should.
    Ran(Ran),
    /// So did this shell.
    Shell(Ran),
    Threads {
        expected: Bounds,
        started: usize,
    },
    /// This many threads of those that ended had the processor for less.
    Idle {
        idle: usize,
        of: usize,
        longest_us: u64,
    },
    /// It waited for the end of a thread when it had started this many of all.
    JoinedEarly {
        started: usize,
        of: usize,
    },
    /// It waited for the end of a child, or of what that sends, when it had made this many of all.
    WaitedEarly {
        made: usize,
        of: usize,
        child: Option<Pid>,
    },
    /// No child sent this number, other than those that sent the rest.
    NotSent {
        number: u64,
        /// What one of the others sent, if any did: who, and the beginning of it.
        instead: Option<(Pid, Vec<u8>)>,
    },
    /// These two sent what they had to through the same pipe.
    SharedPipe {
        children: [Pid; 2],
    },
    /// No other process read anything of what this child sent.
    NotRead {
        child: Pid,
    },
    NoEndOfFile,
    NotHandled {
        signal: String,
    },
    /// The signal was handled, but this line came first.
    HandledLate {
        signal: String,
        line: Vec<u8>,
    },
    Writers {
        stream: Option<String>,
        writer: Writer,
        /// Those that came from another process than claimed. Never empty.
        lines: Vec<Written>,
        /// Of the stream, from all writers.
        all: usize,
    },
    /// What the name stands for is no child's pid.
    NoChild {
        value: Vec<u8>,
        is_first: bool,
    },
    PipesOpen(Vec<LeftOpen>),
    ConnectionsOpen(Vec<LeftOpen>),
    /// Children with ends of several pipes.
    ManyPipes(Vec<LeftOpen>),
    /// Whether it is there was asked in another step, if at all.
    CreatedInTwoSteps {
        name: String,
    },
    ListensElsewhere {
        host: String,
    },
    PassedOn {
        to: Ran,
        fds: Vec<i32>,
    },
}

/// How many were claimed, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    pub least: u64,
    pub most: Option<u64>,
}

impl Bounds {
    pub fn holds(&self, number: usize) -> bool {
        let number = number as u64;
        self.least <= number && self.most.is_none_or(|most| number <= most)
    }
}

/// A process that was not waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwaited {
    pub pid: Pid,
    pub why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its parent ended without waiting.
    Never,
    /// Its parent ignores SIGCHLD, so it is not told how the child ended.
    Ignored,
    /// It had not ended yet.
    Running,
}

/// A program that ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    pub pid: Pid,
    /// With its arguments.
    pub argv: Vec<Vec<u8>>,
}

/// Another program that ran, though the task asks for none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unasked {
    pub ran: Ran,
    /// The name of its file: it may have been called by another.
    pub file: Vec<u8>,
}

/// A line, and who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub text: Vec<u8>,
    pub pid: Pid,
    pub is_first: bool,
}

/// What was open when a process ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOpen {
    pub pid: Pid,
    pub is_first: bool,
    pub fds: Vec<i32>,
}
