//! `@did`: what a program must have done, besides printing. `Display` gives a claim as an author writes it.

use std::fmt;

use nanoserde::{DeBin, SerBin};

use crate::pattern::Pattern;

/// One thing that must have happened.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum Claim {
    /// The program and those that it made have made this many processes.
    Forks(Amount),
    /// Every process that it made was waited for by its parent.
    WaitsForAll,
    /// This program ran this many times; without a number at least once. Bound names may stand in its holes.
    Execs {
        program: Pattern,
        times: Option<Amount>,
    },
    ExecsNothing,
    NoShell,
    /// Besides the first of each process.
    Threads(Amount),
    /// It waits for the end of no thread while others are still to be started.
    ThreadsTogether,
    /// Each of those had the processor for so long, in milliseconds.
    ThreadsWork {
        least_ms: u64,
    },
    /// No thread that forks waits for the end of a child, or of what it sends, before its last fork.
    ForksTogether,
    /// Each of these numbers was written into a pipe by another of its children, and each into another pipe.
    ChildrenSend {
        numbers: Vec<u64>,
    },
    /// From a pipe, a connection or its standard input.
    ReadsEndOfFile,
    /// By a handler, signalfd or sigwait. The signal without SIG.
    Handles {
        signal: String,
        before: Option<Pattern>,
    },
    /// Who wrote the lines of a stream of the command's `@interleave`; without a name all lines of standard output.
    StdoutBy {
        stream: Option<String>,
        writer: Writer,
    },
    /// The pid that this name stands for is a process that it made.
    IsChild {
        name: String,
    },
    /// No process of its own ends with a pipe end open, besides the standard descriptors.
    NoPipeOpen,
    /// No program that it runs is handed a pipe end, besides the standard descriptors.
    NoPipePassedOn,
    NoConnectionOpen,
    /// Of its own processes besides the first none ends with ends of two pipes, besides the standard descriptors.
    OnePipeEach,
    /// This file is made only if it is not there, by the same call that looks.
    CreatesInOneStep {
        name: String,
    },
    /// Only programs on this machine can reach it.
    ListensHereOnly,
    /// As without any claim; it takes back what the exercise allows.
    NoBusyWait,
}

/// How many, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Amount {
    pub least: Count,
    /// None: as many as it likes.
    pub most: Option<Count>,
}

#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub enum Count {
    Number(u32),
    /// The number that this name stands for.
    Name(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Writer {
    /// The program's first process.
    Parent,
    /// Any other.
    Children,
    /// For every line another one, and never the first.
    ChildEach,
}

/// What is allowed to this command though it is not to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, SerBin, DeBin)]
pub struct Allows {
    pub busy_wait: bool,
    /// To run any other program. Without it the program of an exercise runs those alone that its
    /// command line or a claim names.
    pub programs: bool,
}

/// A word behind `@allows`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    BusyWait,
    Programs,
}

impl Allows {
    pub fn add(&mut self, allowed: Allowed) {
        match allowed {
            Allowed::BusyWait => self.busy_wait = true,
            Allowed::Programs => self.programs = true,
        }
    }
}

impl Amount {
    pub fn exactly(count: Count) -> Amount {
        Amount { least: count.clone(), most: Some(count) }
    }

    /// Each once.
    fn counts(&self) -> impl Iterator<Item = &Count> {
        std::iter::once(&self.least).chain(self.most.iter().filter(|most| **most != self.least))
    }
}

impl Claim {
    /// The names that must be bound for it to mean anything.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Claim::Forks(amount) | Claim::Threads(amount) => names_of(amount).collect(),
            Claim::Execs { program, times } => program.names().chain(times.iter().flat_map(names_of)).collect(),
            Claim::Handles { before, .. } => before.iter().flat_map(Pattern::names).collect(),
            Claim::IsChild { name } => vec![name],
            Claim::WaitsForAll
            | Claim::ExecsNothing
            | Claim::NoShell
            | Claim::ThreadsTogether
            | Claim::ThreadsWork { .. }
            | Claim::ForksTogether
            | Claim::ChildrenSend { .. }
            | Claim::ReadsEndOfFile
            | Claim::StdoutBy { .. }
            | Claim::NoPipeOpen
            | Claim::NoPipePassedOn
            | Claim::NoConnectionOpen
            | Claim::OnePipeEach
            | Claim::CreatesInOneStep { .. }
            | Claim::ListensHereOnly
            | Claim::NoBusyWait => Vec::new(),
        }
    }

    /// The stream of the command that it speaks of.
    pub fn stream(&self) -> Option<&str> {
        if let Claim::StdoutBy { stream, .. } = self { stream.as_deref() } else { None }
    }

    /// The program that must run.
    pub fn program(&self) -> Option<&Pattern> {
        if let Claim::Execs { program, .. } = self { Some(program) } else { None }
    }

    /// Do both speak of the same thing, so that only one of them can hold?
    pub fn is_about_same(&self, other: &Claim) -> bool {
        match (self, other) {
            (Claim::Execs { program, .. }, Claim::Execs { program: other, .. }) => program == other,
            (Claim::Execs { .. }, Claim::ExecsNothing) | (Claim::ExecsNothing, Claim::Execs { .. }) => true,
            (Claim::Handles { signal, .. }, Claim::Handles { signal: other, .. }) => signal == other,
            (Claim::StdoutBy { stream, .. }, Claim::StdoutBy { stream: other, .. }) => stream == other,
            (Claim::IsChild { name }, Claim::IsChild { name: other }) => name == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// Can it only be judged where every read is looked at, which costs time?
    pub fn needs_reads(&self) -> bool {
        matches!(self, Claim::ReadsEndOfFile | Claim::ForksTogether | Claim::ChildrenSend { .. })
    }
}

fn names_of(amount: &Amount) -> impl Iterator<Item = &str> {
    amount.counts().filter_map(|count| match count {
        Count::Name(name) => Some(name.as_str()),
        Count::Number(_) => None,
    })
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Claim::Forks(amount) => write!(f, "forks {amount}"),
            Claim::WaitsForAll => f.write_str("waits for all"),
            Claim::Execs { program, times: None } => write!(f, "execs {}", program.source()),
            Claim::Execs { program, times: Some(times) } => write!(f, "execs {} {times} times", program.source()),
            Claim::ExecsNothing => f.write_str("execs nothing"),
            Claim::NoShell => f.write_str("never spawns a shell"),
            Claim::Threads(amount) if *amount == Amount::exactly(Count::Number(0)) => f.write_str("one thread"),
            Claim::Threads(amount) => write!(f, "starts {amount} threads"),
            Claim::ThreadsTogether => f.write_str("starts all threads before it waits for one"),
            Claim::ThreadsWork { least_ms } => write!(f, "each thread works {least_ms}ms"),
            Claim::ForksTogether => f.write_str("forks all children before it waits for one"),
            Claim::ChildrenSend { numbers } => {
                let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
                write!(f, "children send {}", numbers.join(" "))
            }
            Claim::CreatesInOneStep { name } => write!(f, "creates {name} in one step"),
            Claim::OnePipeEach => f.write_str("leaves each child one pipe"),
            Claim::ListensHereOnly => f.write_str("listens on 127.0.0.1 only"),
            Claim::ReadsEndOfFile => f.write_str("reads end of file"),
            Claim::Handles { signal, before: None } => write!(f, "handles {signal}"),
            Claim::Handles { signal, before: Some(line) } => write!(f, "handles {signal} before {}", line.source()),
            Claim::StdoutBy { stream, writer } => {
                write!(f, "stdout of {} by {writer}", stream.as_deref().unwrap_or("all"))
            }
            Claim::IsChild { name } => write!(f, "{{{name}}} is a child"),
            Claim::NoPipeOpen => f.write_str("leaves no pipe open"),
            Claim::NoPipePassedOn => f.write_str("passes no pipe on"),
            Claim::NoConnectionOpen => f.write_str("leaves no connection open"),
            Claim::NoBusyWait => f.write_str("no busy wait"),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.least, &self.most) {
            (least, None) => write!(f, "at least {least}"),
            (least, Some(most)) if least == most => least.fmt(f),
            (Count::Number(0), Some(most)) => write!(f, "at most {most}"),
            (least, Some(most)) => write!(f, "{least}..{most}"),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Count::Number(number) => number.fmt(f),
            Count::Name(name) => write!(f, "{{{name}}}"),
        }
    }
}

impl fmt::Display for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Writer::Parent => "parent",
            Writer::Children => "child",
            Writer::ChildEach => "a child each",
        })
    }
}
