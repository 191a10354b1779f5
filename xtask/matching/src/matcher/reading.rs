//! One way to read the lines so far: a place, and what the names stand for.

use std::sync::Arc;

use super::class::NameId;
use super::places::Places;
use super::plan::{Plan, PlanNode};
use case::pattern::Bindings;

pub(super) type Value = Arc<[u8]>;

#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// The node whose lines come next; their number at the end.
    pub node: usize,
    /// Of an `@unordered` how many of each slot are still to come; of an `@interleave` how far each stream is.
    pub inside: Places,
    /// The names that are bound and that a later line asks for, sorted. Shared by the readings that agree.
    live: Option<Arc<[(NameId, Value)]>>,
    /// All names bound on the way.
    bound: Option<Arc<Bound>>,
}

#[derive(Debug)]
struct Bound {
    name: NameId,
    value: Value,
    before: Option<Arc<Bound>>,
}

impl Reading {
    /// Before the first line of a node, with nothing bound.
    pub fn at(plan: &Plan, node: usize) -> Reading {
        Reading { node, inside: start_of(plan, node), live: None, bound: None }
    }

    /// The same before the first line of another node.
    pub fn moved_to(&self, plan: &Plan, node: usize) -> Reading {
        Reading { node, inside: start_of(plan, node), ..self.clone() }
    }

    fn live(&self) -> &[(NameId, Value)] {
        self.live.as_deref().unwrap_or_default()
    }

    pub fn value(&self, name: NameId) -> Option<&Value> {
        self.live().iter().find(|(live, _)| *live == name).map(|(_, value)| value)
    }

    /// Remembers what the names of a line stand for.
    pub fn bind(&mut self, new: &[(NameId, Value)]) {
        let mut live = [self.live(), new].concat();
        live.sort_unstable_by_key(|(name, _)| *name);
        self.live = Some(live.into());
        for (name, value) in new {
            self.bound = Some(Arc::new(Bound { name: *name, value: value.clone(), before: self.bound.take() }));
        }
    }

    /// Goes on to the next node if this one has had all its lines, and forgets the names that no later line asks for.
    pub fn settle(&mut self, plan: &Plan) {
        let inside = self.inside.as_slice();
        let all_seen = match &plan.nodes[self.node] {
            PlanNode::Line { .. } => true,
            PlanNode::Skip => false,
            PlanNode::Unordered { .. } => inside.iter().all(|count| *count == 0),
            PlanNode::Interleave { streams, .. } => {
                inside.iter().zip(streams).all(|(far, stream)| *far as usize == stream.classes.len())
            }
        };
        if all_seen {
            self.node += 1;
            self.inside = start_of(plan, self.node);
        }
        let asked_for = |(name, _): &&(NameId, Value)| is_asked_for(plan, *name, self.node, self.inside.as_slice());
        if !self.live().iter().all(|name| asked_for(&name)) {
            let live: Vec<_> = self.live().iter().filter(asked_for).cloned().collect();
            self.live = (!live.is_empty()).then(|| live.into());
        }
    }

    /// All that is bound.
    pub fn bindings(&self, plan: &Plan) -> Bindings {
        let mut all = plan.initial.clone();
        let mut next = self.bound.as_ref();
        while let Some(bound) = next {
            all.insert(plan.names[bound.name].clone(), bound.value.to_vec());
            next = bound.before.as_ref();
        }
        all
    }

    /// Equal for readings that go on in the same way (and hardly ever for others).
    pub fn fingerprint(&self, plan: &Plan) -> u64 {
        let mut hash = mix(0, self.node as u64);
        for_each_inside(self, plan, |id| hash = mix(hash, u64::from(id)));
        for (name, value) in self.live() {
            hash = mix(hash, *name as u64);
            for chunk in value.chunks(8) {
                let mut word = [0; 8];
                word[..chunk.len()].copy_from_slice(chunk);
                hash = mix(hash, u64::from_le_bytes(word));
            }
        }
        hash ^ (hash >> 29)
    }

    /// Do both go on in the same way?
    pub fn goes_on_as(&self, other: &Reading, plan: &Plan) -> bool {
        self.node == other.node && self.live == other.live && {
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            self.inside == other.inside || {
                for_each_inside(self, plan, |id| ours.push(id));
                for_each_inside(other, plan, |id| theirs.push(id));
                ours == theirs
            }
        }
    }
}

fn start_of(plan: &Plan, node: usize) -> Places {
    match plan.nodes.get(node) {
        None | Some(PlanNode::Line { .. } | PlanNode::Skip) => Places::none(),
        Some(PlanNode::Unordered { slots, .. }) => slots.iter().map(|slot| slot.count).collect(),
        Some(PlanNode::Interleave { streams, .. }) => streams.iter().map(|_| 0).collect(),
    }
}

fn is_asked_for(plan: &Plan, name: NameId, node: usize, inside: &[u32]) -> bool {
    if plan.last_use[name] != node {
        return plan.last_use[name] > node;
    }
    match plan.nodes.get(node) {
        None | Some(PlanNode::Skip) => false,
        Some(PlanNode::Line { .. }) => true,
        Some(PlanNode::Unordered { users, .. }) => users[&name].iter().any(|slot| inside[*slot] > 0),
        Some(PlanNode::Interleave { users, .. }) => users[&name].iter().any(|(stream, last)| inside[*stream] <= *last),
    }
}

/// What of `inside` tells readings apart: of streams only what remains of them, not which of them it is.
fn for_each_inside(reading: &Reading, plan: &Plan, mut each: impl FnMut(u32)) {
    let inside = reading.inside.as_slice();
    let Some(PlanNode::Interleave { streams, .. }) = plan.nodes.get(reading.node) else {
        return inside.iter().copied().for_each(each);
    };
    let remaining = |index: usize| streams[index].suffixes[inside[index] as usize];
    match inside.len() {
        1 => each(remaining(0)),
        2 => {
            let (one, other) = (remaining(0), remaining(1));
            each(one.min(other));
            each(one.max(other));
        }
        _ => {
            let mut ids: Vec<u32> = (0..inside.len()).map(remaining).collect();
            ids.sort_unstable();
            ids.into_iter().for_each(each);
        }
    }
}

fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
