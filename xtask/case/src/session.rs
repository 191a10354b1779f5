//! The parsed case. Every part knows the line it was written on.

use nanoserde::{DeBin, SerBin};

use crate::claim::{Allows, Claim};
use crate::fails::Fails;
use crate::pattern::Pattern;

/// The signals a case can name, without SIG.
pub const SIGNALS: [&str; 31] = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
    "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
    "PWR", "SYS",
];

/// A parsed case: the commands, one after another, in one working folder.
#[derive(Debug, Clone, PartialEq, Default, SerBin, DeBin)]
pub struct Session {
    pub commands: Vec<Command>,
}

/// One `$` line with all that belongs to it.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Command {
    /// Line of the `$`, from 1.
    pub line: u32,
    /// What is prepared before it starts, in the order written.
    pub setup: Vec<Located<Setup>>,
    /// `A=1` before the program. Values may hold bound names.
    pub env: Vec<(String, Pattern)>,
    /// The program, then its arguments. Only bound names may stand in their holes.
    pub words: Vec<Pattern>,
    pub stdin: Stdin,
    /// Never empty; every phase but the last ends with a step.
    pub phases: Vec<Phase>,
    /// `@not`: lines that may appear nowhere.
    pub forbidden: Vec<Forbidden>,
    pub exit: Located<Exit>,
    pub leaves: Leaves,
    /// `@did`: what must have happened, the exercise's own claims after those of the case.
    pub did: Vec<Located<Claim>>,
    pub allows: Allows,
    /// The exercise whose case this is: its program runs no other unasked. None where anything may run, as in a demo.
    pub exercise: Option<String>,
    pub files: Vec<Located<FileAfter>>,
    /// `@as solution`: what the solution prints is expected literally.
    pub as_solution: bool,
    /// `@check NAME`: the function of the exercise's `check.rs` that judges the recorded run.
    pub checks: Vec<Located<String>>,
}

/// Something with the line it was written on (from 1).
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Located<T> {
    pub line: u32,
    pub what: T,
}

/// Which of the two outputs a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, SerBin, DeBin)]
pub enum Stream {
    Stdout,
    Stderr,
}

#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum Setup {
    /// `@let NAME in ..`
    Let {
        name: String,
        among: Among,
    },
    /// `@file NAME [MODE]`
    File {
        name: String,
        mode: Option<u32>,
        lines: Vec<TextLine>,
    },
    /// `@dir NAME [MODE]`
    Dir {
        name: String,
        mode: Option<u32>,
    },
    /// `@link NAME TARGET`
    Link {
        name: String,
        target: String,
    },
    /// `@listen NAME`
    Listen {
        name: String,
    },
    /// `@serve NAME`
    Serve {
        name: String,
        routes: Vec<Route>,
    },
    Fails(Fails),
}

/// A line of text to be written, its holes filled from bound names.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct TextLine {
    pub text: Pattern,
    /// False after `@no-newline`.
    pub newline: bool,
}

/// The values a `@let` draws from.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum Among {
    /// Both ends included.
    Range(i64, i64),
    Words(Vec<String>),
}

/// One `@route METHOD PATH STATUS TYPE [close] [Name=value ..]`.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Route {
    pub method: String,
    pub path: String,
    pub status: u16,
    pub body: RouteBody,
    /// The body has no length: it ends with the connection.
    pub close: bool,
    pub headers: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum RouteBody {
    Text {
        content_type: String,
        lines: Vec<TextLine>,
    },
    /// TYPE `echo`: the request as it came.
    Echo,
}

#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum Stdin {
    /// End of file at once.
    Empty,
    /// `@stdin`: this text, then end of file.
    Text(Vec<TextLine>),
    /// There are `@>` or `@eof` steps: open until `@eof` or the end of the command.
    Steps,
}

/// The lines up to a step, and the step.
#[derive(Debug, Clone, PartialEq, Default, SerBin, DeBin)]
pub struct Phase {
    pub stdout: Vec<Node>,
    /// Only `Line` and `Skip`.
    pub stderr: Vec<Node>,
    /// `@within`: how long the lines (and the end, in the last phase) may take, in milliseconds.
    pub within_ms: Option<u64>,
    /// None in the last phase.
    pub step: Option<Located<Step>>,
}

/// A part of the expected output.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum Node {
    Line(Line),
    /// `...`
    Skip {
        line: u32,
    },
    /// `@unordered`
    Unordered {
        line: u32,
        lines: Vec<Line>,
    },
    /// `@interleave`
    Interleave {
        line: u32,
        streams: Vec<NamedStream>,
    },
}

#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct NamedStream {
    pub name: String,
    pub lines: Vec<Line>,
}

/// One expected line.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Line {
    /// Where it is written, from 1. Several share a number under `@for`.
    pub line: u32,
    pub pattern: Pattern,
    /// False after `@no-newline`.
    pub newline: bool,
}

#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Forbidden {
    pub line: u32,
    pub stream: Stream,
    pub pattern: Pattern,
}

#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum Step {
    /// `@signal NAME [PID] [at every moment]`; without PID the program itself. The signal by name without SIG.
    Signal {
        signal: String,
        pid: Option<Pattern>,
        when: When,
    },
    /// `@> text`
    Type(Pattern),
    Eof,
    Hangup,
    /// `@connect NAME HOST:PORT`
    Connect {
        conn: String,
        address: Pattern,
    },
    /// `@accept NAME LISTENER`
    Accept {
        conn: String,
        listener: String,
    },
    /// `@NAME> text`
    SendLine {
        conn: String,
        text: Pattern,
    },
    /// `@send NAME ".."`
    SendBytes {
        conn: String,
        bytes: Vec<u8>,
    },
    /// `@NAME< LINE`
    Receive {
        conn: String,
        pattern: Pattern,
    },
    /// `@crlf NAME`
    Crlf {
        conn: String,
    },
    Shut {
        conn: String,
    },
    Close {
        conn: String,
    },
    /// `@closed NAME`
    Closed {
        conn: String,
    },
    /// `@not-listening ADDRESS`
    NotListening {
        address: Pattern,
    },
    /// `@zombies A..B`
    Zombies {
        least: u32,
        most: u32,
    },
}

/// When a signal is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum When {
    /// When the program has come to rest.
    AtRest,
    /// The case is run again and again, and each time it comes at another moment after the line before the step.
    EveryMoment,
}

/// How the command must end.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum Exit {
    /// `@exit PATTERN`, matched against the decimal exit code. `{code}`, `1..255` and `2` are all patterns here.
    Code(Pattern),
    /// `@died TERM`, without SIG.
    Died(String),
}

/// What may be left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, SerBin, DeBin)]
pub struct Leaves {
    pub zombies: bool,
    pub orphans: bool,
}

/// What a file must be after the run.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum FileAfter {
    Holds {
        name: String,
        nodes: Vec<Node>,
    },
    Absent {
        name: String,
    },
    /// `@wrote NAME` without a block under `@as solution`.
    AsSolution {
        name: String,
    },
}
