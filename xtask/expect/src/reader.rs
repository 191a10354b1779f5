//! A whole command, read as it happens: its phases, its steps, its end.
//!
//! The supervisor uses it to know when a step is due and when no continuation is possible any more; the verdict
//! replays the recorded run through it. So both always agree.

use crate::matcher::Candidate;
use crate::pattern::Bindings;
use crate::session::{Command, Phase, Step, Stream};

/// Where and how the output went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    pub stream: Stream,
    /// Index of the offending line among all lines of that stream, from 0; their number if the output ended too early.
    pub index: usize,
    pub what: MismatchKind,
    /// Names bound so far.
    pub bindings: Bindings,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MismatchKind {
    /// This line came; these could have come.
    Line { got: Vec<u8>, newline: bool, candidates: Vec<Candidate> },
    /// The output ended; these were still to come.
    Ended { candidates: Vec<Candidate> },
    /// It matches, but only a newline is missing at its end (or there is one too many).
    Newline { got: Vec<u8>, expected_newline: bool },
    /// The line came before the step that it may only follow. `step` is the step's line in the case.
    BeforeStep { got: Vec<u8>, step: u32 },
    /// `@not` on this line of the case.
    Forbidden { got: Vec<u8>, line: u32 },
    /// The case has too many readings: a fault of the course.
    TooAmbiguous,
}

/// Reads one command's run.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    command: &'a Command,
    phase: usize,
}

impl<'a> Reader<'a> {
    /// `bindings`: what earlier commands and the setup have bound.
    pub fn new(command: &'a Command, bindings: &Bindings) -> Reader<'a> {
        let _ = bindings;
        Reader { command, phase: 0 }
    }

    /// The phase being read.
    pub fn phase(&self) -> &'a Phase {
        &self.command.phases[self.phase]
    }

    /// Takes a line of output, without its newline. An error is final: no continuation is possible.
    /// Lines on standard error are kept and judged when the phase is complete.
    pub fn line(&mut self, stream: Stream, text: &[u8], newline: bool) -> Result<(), Mismatch> {
        let _ = (stream, text, newline);
        todo!()
    }

    /// The step that is due: every line before it has appeared, on both streams. None in the last phase.
    pub fn due(&self) -> Option<&'a Step> {
        todo!()
    }

    /// The due step is about to be done and the program is at rest: goes to the next phase.
    pub fn enter_next_phase(&mut self) {
        todo!()
    }

    /// What a step bound (a connection's port, the holes of a received line).
    pub fn bind(&mut self, name: &str, value: &[u8]) {
        let _ = (name, value);
        todo!()
    }

    pub fn bindings(&self) -> &Bindings {
        todo!()
    }

    /// The output has ended: is everything there? Gives the final bindings.
    pub fn finish(&self) -> Result<Bindings, Mismatch> {
        todo!()
    }
}
