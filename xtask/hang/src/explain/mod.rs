//! From what was seen to what it means. Pure.

mod circle;
mod descriptor;
mod names;
mod sentence;
mod sync;
#[cfg(test)]
mod tests;
mod wait;

use nanoserde::{DeBin, SerBin};

use crate::snapshot::{Activity, Call, Pid, Snapshot, Thread};
use names::Names;

/// Sleeping no longer than this at a time, and again and again, is a loop that asks.
const LONGEST_NAP_MS: u64 = 200;

/// Why a tree of processes does not come to an end.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Explanation {
    pub kind: Kind,
    /// Who does what and waits for whom, the cause first; whole sentences in the terms of the course. Facts only: what is not certain
    /// says so ("near line 31"). Names of programs, threads and files are as the student chose them: escape them for a terminal.
    pub sentences: Vec<String>,
    /// The same for a picture: a wait a thread.
    pub waits: Vec<Wait>,
}

/// What it comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Kind {
    /// Threads of one process wait for each other in a circle, or all its threads wait for a wake-up that only one of them could give.
    Deadlock,
    /// Somebody runs all the time, or sleeps for a moment and looks again, over and over. A long computation looks the same.
    BusyWait,
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
    pub place: Option<Place>,
    /// Where that line's function was called from, if that is the student's code as well.
    pub called_at: Option<Place>,
    /// `waits for the lock that kant holds`
    pub what: String,
    /// The threads, or processes by their pid, that could end the wait.
    pub whom: Vec<Pid>,
}

/// A line of source.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Place {
    /// As the compiler was given it.
    pub file: String,
    pub line: u32,
    /// Otherwise it is thereabouts.
    pub is_exact: bool,
}

/// Says who waits for whom.
pub fn explain(snapshot: &Snapshot) -> Explanation {
    let names = Names::of(snapshot);
    let waits = wait::all(snapshot, &names);
    let in_circle = circle::find(&waits);
    let kind = if !in_circle.is_empty() || snapshot.processes.iter().any(|process| sync::is_asleep(snapshot, process)) {
        Kind::Deadlock
    } else if snapshot.processes.iter().flat_map(|process| &process.threads).any(is_busy) {
        Kind::BusyWait
    } else {
        Kind::Waiting
    };
    let sentences = sentence::all(snapshot, &waits, &in_circle);
    Explanation { kind, sentences, waits: waits.into_iter().map(|found| found.wait).collect() }
}

fn is_busy(thread: &Thread) -> bool {
    let is_timed_wait = matches!(thread.call, Call::Futex { is_timed: true, .. });
    match thread.activity {
        Activity::Runs { .. } => true,
        Activity::Wakes { times } if is_timed_wait => times >= 2,
        Activity::Wakes { .. } => thread.call.nap_ms().is_some_and(|nap| nap <= LONGEST_NAP_MS),
        Activity::Still | Activity::Moves => false,
    }
}

impl std::fmt::Display for Place {
    /// `at main.rs:31`, or `near`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = if self.is_exact { "at" } else { "near" };
        let name = self.file.rsplit('/').next().unwrap_or(&self.file);
        write!(f, "{word} {name}:{}", self.line)
    }
}
