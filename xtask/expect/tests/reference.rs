//! The matcher's answer is that of a reference which simply tries everything, on small cases full of ambiguity.

mod support;

use std::collections::BTreeSet;

use expect::matcher::Matcher;
use expect::session::{Line, NamedStream, Node};
use expect::{Bindings, Pattern};
use proptest::prelude::*;
use support::{Chooser, config, entropy};

/// Few texts and overlapping patterns; `#` becomes a name.
const PATTERNS: [&str; 9] = ["a", "a", "1", "{:word}", "{:int}", "{#:word}", "{#:int}", "{#:word}a", "{..}"];
const LINES: [&str; 5] = ["a", "1", "1a", "aa", "2"];

struct Generator<'a> {
    choose: Chooser<'a>,
}

impl Generator<'_> {
    fn nodes(&mut self) -> Vec<Node> {
        let mut nodes = Vec::new();
        for node in 0..1 + self.choose.below(4) {
            // Names bound in free order are not asked for behind it: which of the lines that read the same has bound
            // them is then all one.
            let inside = [format!("p{node}"), format!("q{node}"), format!("r{node}"), "x".into()];
            let choice = self.choose.below(6);
            nodes.push(match choice {
                0 => Node::Skip { line: 1 },
                1 | 2 => Node::Unordered { line: 1, lines: self.lines(4, &inside) },
                3 | 4 => {
                    let streams = (0..1 + self.choose.below(3))
                        .map(|stream| NamedStream { name: stream.to_string(), lines: self.lines(3, &inside) });
                    Node::Interleave { line: 1, streams: streams.collect() }
                }
                _ => Node::Line(self.line(&["x".into(), "y".into()])),
            });
        }
        nodes
    }

    fn lines(&mut self, most: usize, names: &[String]) -> Vec<Line> {
        (0..1 + self.choose.below(most)).map(|_| self.line(names)).collect()
    }

    fn line(&mut self, names: &[String]) -> Line {
        let name = &names[self.choose.below(names.len())];
        let pattern =
            Pattern::parse(&self.choose.one_of(&PATTERNS).replace('#', name)).expect("each of PATTERNS is one");
        Line { line: 1, pattern, newline: true }
    }
}

/// The lines of a node that are still to come: one list for `@unordered`, one for each stream.
type Remaining<'n> = Vec<Vec<&'n Line>>;

struct Reference<'n> {
    nodes: &'n [Node],
}

impl<'n> Reference<'n> {
    fn accepts(&self, node: usize, lines: &[&str], names: &Bindings) -> bool {
        match self.nodes.get(node) {
            None => lines.is_empty(),
            Some(Node::Line(line)) => lines.split_first().is_some_and(|(first, rest)| {
                line.pattern.matches(first.as_bytes(), names).is_some_and(|names| self.accepts(node + 1, rest, &names))
            }),
            Some(Node::Skip { .. }) => {
                self.accepts(node + 1, lines, names) || !lines.is_empty() && self.accepts(node, &lines[1..], names)
            }
            Some(Node::Unordered { lines: all, .. }) => self.unordered(node, &all.iter().collect(), lines, names),
            Some(Node::Interleave { streams, .. }) => self.interleave(
                node,
                &streams.iter().map(|stream| stream.lines.iter().collect()).collect(),
                lines,
                names,
            ),
        }
    }

    fn unordered(&self, node: usize, remaining: &Vec<&'n Line>, lines: &[&str], names: &Bindings) -> bool {
        if remaining.is_empty() {
            return self.accepts(node + 1, lines, names);
        }
        let Some((first, rest)) = lines.split_first() else { return false };
        let is_plain = |line: &&Line| line.pattern.fill(names).is_ok_and(|text| text == first.as_bytes());
        let plain = remaining.iter().position(is_plain);
        let mut tried = BTreeSet::new();
        for (index, line) in remaining.iter().enumerate() {
            let fresh = line.pattern.names().all(|name| !names.contains_key(name));
            let reads_as = shape(&[line], |name| !names.contains_key(name));
            if plain.is_some_and(|plain| plain != index) || fresh && !tried.insert(reads_as) {
                continue;
            }
            let mut fewer = remaining.clone();
            fewer.remove(index);
            let bound = line.pattern.matches(first.as_bytes(), names);
            if bound.is_some_and(|names| self.unordered(node, &fewer, rest, &names)) {
                return true;
            }
        }
        false
    }

    fn interleave(&self, node: usize, remaining: &Remaining<'n>, lines: &[&str], names: &Bindings) -> bool {
        if remaining.iter().all(Vec::is_empty) {
            return self.accepts(node + 1, lines, names);
        }
        let Some((first, rest)) = lines.split_first() else { return false };
        let mut tried = BTreeSet::new();
        for (index, stream) in remaining.iter().enumerate().filter(|(_, stream)| !stream.is_empty()) {
            let own = |name: &str| !names.contains_key(name) && self.is_of_one_stream(node, name);
            if !tried.insert(shape(stream, own)) {
                continue;
            }
            let mut fewer = remaining.clone();
            let line = fewer[index].remove(0);
            let bound = line.pattern.matches(first.as_bytes(), names);
            if bound.is_some_and(|names| self.interleave(node, &fewer, rest, &names)) {
                return true;
            }
        }
        false
    }

    fn is_of_one_stream(&self, node: usize, name: &str) -> bool {
        let Node::Interleave { streams, .. } = &self.nodes[node] else { return false };
        let has =
            |stream: &&NamedStream| stream.lines.iter().any(|line| line.pattern.names().any(|other| other == name));
        streams.iter().filter(has).count() == 1
    }
}

/// How lines read when their own names are numbered.
fn shape(lines: &[&Line], own: impl Fn(&str) -> bool) -> String {
    let mut text: String = lines.iter().map(|line| format!("{}\n", line.pattern.source())).collect();
    let names: Vec<&str> = lines.iter().flat_map(|line| line.pattern.names()).filter(|name| own(name)).collect();
    for (number, name) in names.into_iter().enumerate() {
        text = text.replace(&format!("{{{name}:"), &format!("{{#{number}:"));
    }
    text
}

fn matcher_accepts(nodes: &[Node], lines: &[&str]) -> bool {
    let mut matcher = Matcher::new(nodes, &Bindings::new());
    lines.iter().all(|line| matcher.feed(line.as_bytes(), true).is_ok()) && matcher.accepted().is_some()
}

/// Lines that were taken one by one up to the refused one can all be continued: an early answer is never too early.
fn explain(nodes: &[Node], lines: &[&str]) -> String {
    format!("{nodes:#?}\n{lines:?}")
}

proptest! {
    #![proptest_config(config(6_000))]

    #[test]
    fn both_give_the_same_answer(bytes in entropy(60), picks in prop::collection::vec(0..LINES.len(), 0..7)) {
        let nodes = Generator { choose: Chooser::new(&bytes) }.nodes();
        let lines: Vec<&str> = picks.into_iter().map(|pick| LINES[pick]).collect();
        let expected = Reference { nodes: &nodes }.accepts(0, &lines, &Bindings::new());
        prop_assert_eq!(matcher_accepts(&nodes, &lines), expected, "{}", explain(&nodes, &lines));
    }

    /// The same where the answer is mostly yes: the lines are taken from the patterns.
    #[test]
    fn both_accept_the_same(bytes in entropy(60), order in entropy(20)) {
        let nodes = Generator { choose: Chooser::new(&bytes) }.nodes();
        let mut choose = Chooser::new(&order);
        let mut lines = Vec::new();
        for node in &nodes {
            let mut texts: Vec<&str> = patterns(node).iter().map(|pattern| fitting(pattern, &mut choose)).collect();
            while !texts.is_empty() {
                lines.push(texts.remove(choose.below(texts.len())));
            }
        }
        // The reference takes exponential time.
        if lines.len() > 10 {
            return Ok(());
        }
        let expected = Reference { nodes: &nodes }.accepts(0, &lines, &Bindings::new());
        prop_assert_eq!(matcher_accepts(&nodes, &lines), expected, "{}", explain(&nodes, &lines));
    }
}

fn patterns(node: &Node) -> Vec<&Pattern> {
    match node {
        Node::Line(line) => vec![&line.pattern],
        Node::Skip { .. } => Vec::new(),
        Node::Unordered { lines, .. } => lines.iter().map(|line| &line.pattern).collect(),
        Node::Interleave { streams, .. } => {
            streams.iter().flat_map(|stream| &stream.lines).map(|line| &line.pattern).collect()
        }
    }
}

fn fitting(pattern: &Pattern, choose: &mut Chooser) -> &'static str {
    let fits: Vec<&str> =
        LINES.into_iter().filter(|line| pattern.matches(line.as_bytes(), &Bindings::new()).is_some()).collect();
    choose.one_of(&fits)
}
