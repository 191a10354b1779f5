//! From what was seen to what it means. Pure.

mod busy;
mod circle;
mod clause;
mod descriptor;
mod explanation;
mod knot;
mod names;
mod sentence;
mod sync;
#[cfg(test)]
mod tests;
mod wait;

pub use explanation::{Explanation, HangKind, SourceLine, Wait};

use crate::snapshot::{Activity, Snapshot, Thread};
use names::Names;

/// Says who waits for whom.
pub fn explain(snapshot: &Snapshot) -> Explanation {
    let names = Names::of(snapshot);
    let waits = wait::all(snapshot, &names);
    let in_circle = circle::find(&waits);
    let kind = kind(snapshot);
    let sentences = sentence::all(snapshot, &waits, &in_circle);
    Explanation { kind, sentences, waits: waits.into_iter().map(|found| found.wait).collect() }
}

fn kind(snapshot: &Snapshot) -> HangKind {
    let is_running = |thread: &Thread| matches!(thread.activity, Activity::Runs { .. });
    if !knot::find(snapshot).is_empty() {
        HangKind::Deadlock
    } else if busy::is_anybody(snapshot) {
        HangKind::BusyWait
    } else if snapshot.processes.iter().flat_map(|process| &process.threads).any(is_running) {
        HangKind::Computing
    } else {
        HangKind::Waiting
    }
}
