//! A phase's lines, fed one by one: the set of all readings that are still possible.

use crate::pattern::Bindings;
use crate::session::Node;

/// What could have come where the output went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The line of the case it is written on; None for "the end of the output".
    pub line: Option<u32>,
    /// With the names filled in that are bound.
    pub text: String,
    /// The stream it is the next of, inside `@interleave`.
    pub stream: Option<String>,
    /// It stands in `@unordered`.
    pub any_order: bool,
}

/// Reads the lines of one phase.
#[derive(Debug, Clone)]
pub struct Matcher<'a> {
    nodes: &'a [Node],
}

/// The cap on readings followed at once; beyond it a case is too ambiguous, which is a fault of the course.
pub const MOST_READINGS: usize = 20_000;

/// Why a line was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// No reading goes on with this line; these would.
    NoReading(Vec<Candidate>),
    /// More than [`MOST_READINGS`].
    TooAmbiguous,
}

impl<'a> Matcher<'a> {
    pub fn new(nodes: &'a [Node], bindings: &Bindings) -> Matcher<'a> {
        let _ = bindings;
        Matcher { nodes }
    }

    /// Takes one line (without its newline). `newline` is false for an unterminated last line.
    /// After a refusal the matcher is as it was before.
    pub fn feed(&mut self, line: &[u8], newline: bool) -> Result<(), Refused> {
        let _ = (line, newline, self.nodes);
        todo!()
    }

    /// The names as the first complete reading binds them, if the nodes may end here.
    pub fn accepted(&self) -> Option<&Bindings> {
        todo!()
    }

    /// What could come next.
    pub fn candidates(&self) -> Vec<Candidate> {
        todo!()
    }
}
