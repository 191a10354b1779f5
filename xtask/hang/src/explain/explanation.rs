//! What is said of a hang.

use std::fmt;

use nanoserde::{DeBin, SerBin};

use crate::snapshot::Pid;

/// Why a tree of processes does not come to an end.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Explanation {
    pub kind: HangKind,
    /// Who does what and waits for whom, the cause first; whole sentences in the terms of the course. Facts only:
    /// what is not certain says so ("near line 31"). Names of programs, threads and files are as the student chose
    /// them: escape them for a terminal.
    pub sentences: Vec<String>,
    /// The same for a picture: a wait a thread.
    pub waits: Vec<Wait>,
}

/// What it comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum HangKind {
    /// Some wait for each other: what would wake one of them only another of them could do.
    Deadlock,
    /// A thread asks again and again instead of waiting: it sleeps for a moment and wakes up, over and over, or it runs all
    /// the time and is seen to do nothing but ask.
    BusyWait,
    /// A thread runs all the time; whether it gets anywhere cannot be seen.
    Computing,
    /// Waiting for something that did not come.
    Waiting,
}

/// What one thread waits for.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Wait {
    pub process: Pid,
    pub thread: Pid,
    /// As the sentences call it: `plato`, `main`, `tr (pid 913)`.
    pub name: String,
    /// The innermost line of the student's own code.
    pub place: Option<SourceLine>,
    /// Where that line's function was called from, if that is the student's code as well.
    pub called_at: Option<SourceLine>,
    /// `waits for the lock that kant holds`
    pub what: String,
    /// The threads, or processes by their pid, that could end the wait.
    pub whom: Vec<Pid>,
}

/// A line of source.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct SourceLine {
    /// As the compiler was given it.
    pub file: String,
    pub line: u32,
    /// Otherwise it is thereabouts.
    pub is_exact: bool,
}

impl fmt::Display for SourceLine {
    /// `at main.rs:31`, or `near`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.is_exact { "at" } else { "near" };
        let name = self.file.rsplit('/').next().unwrap_or(&self.file);
        write!(f, "{word} {name}:{}", self.line)
    }
}
