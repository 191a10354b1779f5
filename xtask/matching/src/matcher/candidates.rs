//! What could come next: for the message when it did not.

use std::collections::BTreeMap;

use super::Candidate;
use super::plan::{Plan, PlanNode};
use super::reading::Reading;

/// Node, stream and line: the order in which they are written; then the text, since readings bind names differently.
type Key = (usize, usize, usize, String);

pub(super) fn candidates(plan: &Plan, readings: &[Reading], complete: bool) -> Vec<Candidate> {
    let mut found: BTreeMap<Key, Candidate> = BTreeMap::new();
    for reading in readings {
        of_reading(plan, reading, &mut found);
    }
    let mut all: Vec<Candidate> = Vec::new();
    for candidate in found.into_values() {
        if !all.contains(&candidate) {
            all.push(candidate);
        }
    }
    if complete {
        all.push(Candidate { line: None, text: "the end of the output".into(), stream: None, any_order: false });
    }
    all
}

fn of_reading(plan: &Plan, reading: &Reading, found: &mut BTreeMap<Key, Candidate>) {
    let node = reading.node;
    let text = |class: usize| {
        let class = &plan.classes[class];
        let known = |name: &str| plan.known(class, name).and_then(|id| reading.value(id)).map(|value| &value[..]);
        class.pattern.show_with(&known)
    };
    let mut add = |stream: usize, index: usize, candidate: Candidate| {
        found.entry((node, stream, index, candidate.text.clone())).or_insert(candidate);
    };
    match plan.nodes.get(node) {
        None => {}
        Some(PlanNode::Line { class, line }) => {
            add(0, 0, Candidate { line: Some(*line), text: text(*class), stream: None, any_order: false });
        }
        // Anything may come, but what ends it is what one waits for.
        Some(PlanNode::Skip) => of_reading(plan, &reading.moved_to(plan, node + 1), found),
        Some(PlanNode::Unordered { slots, .. }) => {
            for (index, slot) in slots.iter().enumerate().filter(|(index, _)| reading.inside.as_slice()[*index] > 0) {
                let candidate =
                    Candidate { line: Some(slot.line), text: text(slot.class), stream: None, any_order: true };
                add(0, index, candidate);
            }
        }
        Some(PlanNode::Interleave { streams, .. }) => {
            for (index, (stream, far)) in streams.iter().zip(reading.inside.as_slice()).enumerate() {
                let far = *far as usize;
                if let (Some(line), Some(class)) = (stream.source.lines.get(far), stream.classes.get(far)) {
                    let (line, name) = (Some(line.line), Some(stream.source.name.clone()));
                    add(index, far, Candidate { line, text: text(*class), stream: name, any_order: false });
                }
            }
        }
    }
}
