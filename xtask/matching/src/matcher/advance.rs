//! A line of output takes a reading to its successors.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::class::{Class, NameId};
use super::plan::{Plan, PlanNode, PlanStream, Slot};
use super::reading::{Reading, Value};

/// A line of output, and whether a newline ended it.
pub(super) type Output<'l> = (&'l [u8], bool);

/// Reused from line to line.
#[derive(Debug, Clone)]
pub(super) struct Scratch {
    /// For each class what came of comparing it with the line.
    judged: Vec<Judged>,
    /// Counts the lines, so that what belongs to an earlier one is known to be old.
    line: u64,
    /// Where in the successors a fingerprint stands.
    seen: HashMap<u64, usize, BuildHasherDefault<Identity>>,
    choices: Vec<Choice>,
}

#[derive(Debug, Clone, Default)]
struct Judged {
    line: u64,
    /// What the names of the class stood for.
    known: Vec<Option<Value>>,
    /// The names it binds, if it fits.
    fits: Option<Vec<(NameId, Value)>>,
}

impl Scratch {
    pub fn new(plan: &Plan) -> Scratch {
        let judged = vec![Judged::default(); plan.classes.len()];
        Scratch { judged, line: 0, seen: HashMap::default(), choices: Vec::new() }
    }

    pub fn begin(&mut self) {
        self.line += 1;
        self.seen.clear();
    }

    /// The names that the line binds, if it fits this class as this reading binds its names. Readings mostly agree on
    /// those, so each class is asked once.
    fn fits(
        &mut self,
        plan: &Plan,
        class: usize,
        reading: &Reading,
        (line, newline): Output,
    ) -> Option<&[(NameId, Value)]> {
        let judged = &mut self.judged[class];
        let class = &plan.classes[class];
        let known = || class.names.iter().map(|name| reading.value(*name));
        if judged.line != self.line || !known().eq(judged.known.iter().map(Option::as_ref)) {
            judged.line = self.line;
            judged.known = known().map(|value| value.cloned()).collect();
            judged.fits = if class.newline == newline { fit(plan, class, reading, line) } else { None };
        }
        judged.fits.as_deref()
    }

    /// The choice of this slot or stream, whose next line is of this class, if the line fits it.
    fn choice(
        &mut self,
        plan: &Plan,
        (index, class): (usize, usize),
        kin: Option<u32>,
        reading: &Reading,
        line: Output,
    ) -> Option<Choice> {
        let names = self.fits(plan, class, reading, line)?.to_vec();
        let plain = names.is_empty() && !plan.classes[class].open;
        Some(Choice { index, names, plain, kin })
    }

    /// Adds a successor, unless one that goes on in the same way is there already.
    fn push(&mut self, plan: &Plan, reading: Reading, next: &mut Vec<Reading>) {
        let mut fingerprint = reading.fingerprint(plan);
        while let Some(known) = self.seen.get(&fingerprint) {
            if next[*known].goes_on_as(&reading, plan) {
                return;
            }
            fingerprint = fingerprint.wrapping_add(1);
        }
        self.seen.insert(fingerprint, next.len());
        next.push(reading);
    }
}

fn fit(plan: &Plan, class: &Class, reading: &Reading, line: &[u8]) -> Option<Vec<(NameId, Value)>> {
    let known = |name: &str| plan.known(class, name).and_then(|id| reading.value(id)).map(|value| &value[..]);
    let captures = class.pattern.captures(line, &known)?;
    let id = |name: &str| plan.known(class, name).expect("a class lists the names of its pattern");
    Some(captures.into_iter().map(|(name, range)| (id(name), Value::from(&line[range]))).collect())
}

/// Adds the successors of a reading, the preferred one first.
pub(super) fn advance(plan: &Plan, reading: &Reading, line: Output, scratch: &mut Scratch, next: &mut Vec<Reading>) {
    match plan.nodes.get(reading.node) {
        None => {}
        Some(PlanNode::Line { class, .. }) => {
            if let Some(names) = scratch.fits(plan, *class, reading, line) {
                let reading = successor(plan, reading, names, |_| {});
                scratch.push(plan, reading, next);
            }
        }
        Some(PlanNode::Skip) => {
            advance(plan, &reading.moved_to(plan, reading.node + 1), line, scratch, next);
            scratch.push(plan, reading.clone(), next);
        }
        Some(PlanNode::Unordered { slots, .. }) => {
            let mut choices = std::mem::take(&mut scratch.choices);
            unordered(plan, slots, reading, line, scratch, &mut choices);
            for choice in choices.drain(..) {
                let reading = successor(plan, reading, &choice.names, |inside| inside[choice.index] -= 1);
                scratch.push(plan, reading, next);
            }
            scratch.choices = choices;
        }
        Some(PlanNode::Interleave { streams, .. }) => {
            let mut choices = std::mem::take(&mut scratch.choices);
            interleaved(plan, streams, reading, line, scratch, &mut choices);
            for choice in choices.drain(..) {
                let reading = successor(plan, reading, &choice.names, |inside| inside[choice.index] += 1);
                scratch.push(plan, reading, next);
            }
            scratch.choices = choices;
        }
    }
}

fn successor(plan: &Plan, reading: &Reading, new: &[(NameId, Value)], take: impl Fn(&mut [u32])) -> Reading {
    let mut after = reading.clone();
    take(after.inside.as_mut_slice());
    if !new.is_empty() {
        after.bind(new);
    }
    after.settle(plan);
    after
}

/// The slot or the stream that takes the line.
#[derive(Debug, Clone)]
struct Choice {
    index: usize,
    names: Vec<(NameId, Value)>,
    /// The line equals the pattern, which has no holes left.
    plain: bool,
    /// Of choices with the same kin only the first is worth trying: the rest read the same.
    kin: Option<u32>,
}

/// A plain line goes before all others: whatever else would have taken this one can take the next of the same text.
fn unordered(
    plan: &Plan,
    slots: &[Slot],
    reading: &Reading,
    line: Output,
    scratch: &mut Scratch,
    choices: &mut Vec<Choice>,
) {
    let inside = reading.inside.as_slice();
    for (index, slot) in slots.iter().enumerate().filter(|(index, _)| inside[*index] > 0) {
        let kin = slot.own.iter().all(|name| reading.value(*name).is_none()).then_some(slot.shape);
        let Some(choice) = scratch.choice(plan, (index, slot.class), kin, reading, line) else { continue };
        if choice.plain {
            choices.clear();
            return choices.push(choice);
        }
        if kin.is_none() || choices.iter().all(|other| other.kin != kin) {
            choices.push(choice);
        }
    }
}

/// Plain lines are preferred, but the others must be tried too: what follows in the streams differs.
fn interleaved(
    plan: &Plan,
    streams: &[PlanStream],
    reading: &Reading,
    line: Output,
    scratch: &mut Scratch,
    choices: &mut Vec<Choice>,
) {
    for (index, (stream, far)) in streams.iter().zip(reading.inside.as_slice()).enumerate() {
        let far = *far as usize;
        let Some(class) = stream.classes.get(far) else { continue };
        let kin = Some(stream.suffixes[far]);
        if choices.iter().all(|other| other.kin != kin) {
            choices.extend(scratch.choice(plan, (index, *class), kin, reading, line));
        }
    }
    choices.sort_by_key(|choice| !choice.plain);
}

/// Fingerprints are mixed already.
#[derive(Debug, Clone, Copy, Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = word;
    }
}
