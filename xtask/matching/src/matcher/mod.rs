//! A phase's lines, fed one by one: the set of all readings that are still possible.
//!
//! A reading is a place among the expected lines and what the names stand for there. Every line of output takes each
//! reading to its successors. What keeps the set small, and the cost polynomial:
//!
//! - Equal readings are one. Names that no later line asks for do not tell readings apart.
//! - Equal lines of an `@unordered` are a count. Of lines that read the same up to names of their own, only the first
//!   written is tried; a line without holes goes before one with holes.
//! - Streams whose remaining lines read the same are interchangeable: only the first is tried, and which of them is how
//!   far does not tell readings apart.
//!
//! The readings are kept in the order of preference, so that the names are what the first one binds: the first written
//! pattern gets the first line.

mod advance;
mod candidates;
mod class;
mod places;
mod plan;
mod reading;
mod shape;

use std::sync::{Arc, OnceLock};

use advance::Scratch;
use case::pattern::Bindings;
use case::session::Node;
use plan::{Plan, PlanNode};
use reading::Reading;

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
    plan: Arc<Plan<'a>>,
    /// Never empty. The first is preferred.
    readings: Vec<Reading>,
    /// What the first complete reading binds, once it was asked for.
    accepted: OnceLock<Option<Bindings>>,
    scratch: Scratch,
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
        let plan = Plan::new(nodes, bindings);
        let readings = vec![Reading::at(&plan, 0)];
        let scratch = Scratch::new(&plan);
        Matcher { plan: Arc::new(plan), readings, accepted: OnceLock::new(), scratch }
    }

    /// Takes one line (without its newline). `newline` is false for an unterminated last line.
    /// After a refusal the matcher is as it was before.
    pub fn feed(&mut self, line: &[u8], newline: bool) -> Result<(), Refused> {
        self.scratch.begin();
        let mut next = Vec::with_capacity(self.readings.len());
        for reading in &self.readings {
            advance::advance(&self.plan, reading, (line, newline), &mut self.scratch, &mut next);
            if next.len() > MOST_READINGS {
                return Err(Refused::TooAmbiguous);
            }
        }
        if next.is_empty() {
            return Err(Refused::NoReading(self.candidates()));
        }
        self.readings = next;
        self.accepted = OnceLock::new();
        Ok(())
    }

    /// The names as the first complete reading binds them, if the nodes may end here.
    pub fn accepted(&self) -> Option<&Bindings> {
        let complete = || self.readings.iter().find(|reading| self.may_end(reading));
        self.accepted.get_or_init(|| complete().map(|reading| reading.bindings(&self.plan))).as_ref()
    }

    fn may_end(&self, reading: &Reading) -> bool {
        // Several `...` in a row are one, so at most one stands before the end.
        matches!(self.plan.nodes.get(reading.node..), Some([] | [PlanNode::Skip]))
    }

    /// The names as the preferred reading binds them so far.
    pub fn bindings(&self) -> Bindings {
        self.readings[0].bindings(&self.plan)
    }

    /// What could come next.
    pub fn candidates(&self) -> Vec<Candidate> {
        let complete = self.readings.iter().any(|reading| self.may_end(reading));
        candidates::candidates(&self.plan, &self.readings, complete)
    }

    /// How many readings are still possible.
    pub fn readings(&self) -> usize {
        self.readings.len()
    }
}
