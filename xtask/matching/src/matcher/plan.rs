//! The expected lines, prepared: names numbered, equal patterns found, what reads the same marked.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::class::{Class, NameId};
use super::shape::Shapes;
use case::pattern::{Bindings, Pattern};
use case::session::{Line, NamedStream, Node};

#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// What was bound before; it is filled in already.
    pub initial: Bindings,
    pub names: Vec<String>,
    /// For each name the last node that has it.
    pub last_use: Vec<usize>,
    pub classes: Vec<Class>,
    pub nodes: Vec<PlanNode<'a>>,
}

#[derive(Debug)]
pub(super) enum PlanNode<'a> {
    Line {
        class: usize,
        line: u32,
    },
    Skip,
    Unordered {
        slots: Vec<Slot>,
        /// For each name the slots that have it.
        users: HashMap<NameId, Vec<usize>>,
    },
    Interleave {
        streams: Vec<PlanStream<'a>>,
        /// For each name the streams that have it, and its last place there.
        users: HashMap<NameId, Vec<(usize, u32)>>,
    },
}

/// Equal lines of an `@unordered`.
#[derive(Debug)]
pub(super) struct Slot {
    pub class: usize,
    pub count: u32,
    /// Where the first of them is written.
    pub line: u32,
    /// Equal if the lines read the same up to names of their own.
    pub shape: u32,
    /// The names that no earlier node binds.
    pub own: Vec<NameId>,
}

#[derive(Debug)]
pub(super) struct PlanStream<'a> {
    pub source: &'a NamedStream,
    pub classes: Vec<usize>,
    /// For each place in the stream: equal where what remains reads the same. One more than there are lines.
    pub suffixes: Vec<u32>,
}

impl<'a> Plan<'a> {
    pub fn new(nodes: &'a [Node], bindings: &Bindings) -> Plan<'a> {
        let plan = Plan {
            initial: bindings.clone(),
            names: Vec::new(),
            last_use: Vec::new(),
            classes: Vec::new(),
            nodes: Vec::with_capacity(nodes.len()),
        };
        let mut builder =
            Builder { plan, name_ids: HashMap::new(), class_ids: HashMap::new(), shapes: Shapes::default() };
        nodes.iter().for_each(|node| builder.node(node));
        builder.plan
    }

    pub fn known(&self, class: &Class, name: &str) -> Option<NameId> {
        class.names.iter().copied().find(|id| self.names[*id] == name)
    }
}

struct Builder<'a> {
    plan: Plan<'a>,
    name_ids: HashMap<String, NameId>,
    class_ids: HashMap<(Pattern, bool), usize>,
    shapes: Shapes,
}

impl<'a> Builder<'a> {
    fn node(&mut self, node: &'a Node) {
        // Names from here on are bound by no earlier node.
        let earlier = self.plan.names.len();
        let node = match node {
            Node::Line(line) => PlanNode::Line { class: self.class(line), line: line.line },
            Node::Skip { .. } if matches!(self.plan.nodes.last(), Some(PlanNode::Skip)) => return,
            Node::Skip { .. } => PlanNode::Skip,
            Node::Unordered { lines, .. } if lines.is_empty() => return,
            Node::Unordered { lines, .. } => self.unordered(lines, earlier),
            Node::Interleave { streams, .. } if streams.iter().all(|stream| stream.lines.is_empty()) => return,
            Node::Interleave { streams, .. } => self.interleave(streams, earlier),
        };
        self.plan.nodes.push(node);
    }

    fn class(&mut self, line: &Line) -> usize {
        let pattern = line.pattern.settle(&|name| self.plan.initial.get(name).map(Vec::as_slice));
        let mut names: Vec<NameId> = pattern.names().map(|name| self.name(name)).collect();
        names.sort_unstable();
        names.dedup();
        for name in &names {
            self.plan.last_use[*name] = self.plan.nodes.len();
        }
        let open = pattern.holes().any(|hole| hole.name.is_none());
        let classes = &mut self.plan.classes;
        *self.class_ids.entry((pattern, line.newline)).or_insert_with_key(|(pattern, newline)| {
            classes.push(Class { pattern: pattern.clone(), newline: *newline, names, open });
            classes.len() - 1
        })
    }

    fn name(&mut self, name: &str) -> NameId {
        if let Some(id) = self.name_ids.get(name) {
            return *id;
        }
        let id = self.plan.names.len();
        self.name_ids.insert(name.to_string(), id);
        self.plan.names.push(name.to_string());
        self.plan.last_use.push(0);
        id
    }

    fn unordered(&mut self, lines: &'a [Line], earlier: NameId) -> PlanNode<'a> {
        let mut slots: Vec<Slot> = Vec::new();
        let mut slot_of_class: HashMap<usize, usize> = HashMap::new();
        let mut users: HashMap<NameId, Vec<usize>> = HashMap::new();
        for line in lines {
            let class = self.class(line);
            let slot = match slot_of_class.entry(class) {
                Entry::Occupied(known) => {
                    slots[*known.get()].count += 1;
                    continue;
                }
                Entry::Vacant(free) => *free.insert(slots.len()),
            };
            let names = &self.plan.classes[class].names;
            names.iter().for_each(|name| users.entry(*name).or_default().push(slot));
            let own = names.iter().copied().filter(|name| *name >= earlier).collect();
            let class_ref = &self.plan.classes[class];
            let shape = self.shapes.of_line(class_ref, |name| self.name_ids[name], |name| name >= earlier);
            slots.push(Slot { class, count: 1, line: line.line, shape, own });
        }
        PlanNode::Unordered { slots, users }
    }

    fn interleave(&mut self, sources: &'a [NamedStream], earlier: NameId) -> PlanNode<'a> {
        let mut users: HashMap<NameId, Vec<(usize, u32)>> = HashMap::new();
        let mut all = Vec::new();
        for (index, source) in sources.iter().enumerate() {
            let classes: Vec<usize> = source.lines.iter().map(|line| self.class(line)).collect();
            for (place, class) in (0u32..).zip(&classes) {
                for name in &self.plan.classes[*class].names {
                    let places = users.entry(*name).or_default();
                    match places.last_mut() {
                        Some((stream, last)) if *stream == index => *last = place,
                        _ => places.push((index, place)),
                    }
                }
            }
            all.push(classes);
        }
        let streams = sources.iter().zip(all).map(|(source, classes)| {
            let own = |name: NameId| name >= earlier && users[&name].len() == 1;
            let lines: Vec<&Class> = classes.iter().map(|class| &self.plan.classes[*class]).collect();
            let suffixes = self.shapes.of_suffixes(&lines, |name| self.name_ids[name], own);
            PlanStream { source, classes, suffixes }
        });
        PlanNode::Interleave { streams: streams.collect(), users }
    }
}
