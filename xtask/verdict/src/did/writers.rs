//! Who wrote which line. A line that fits a pattern of the stream, and none of another, is of that stream.

use std::collections::HashSet;

use expect::claim::Writer;
use expect::session::{Command, Line, Node};
use expect::{Bindings, Pattern};
use trace::{Facts, Pid};

use super::broken::{Seen, Written};

/// The lines of a stream (of all standard output without one) that another process wrote than this.
pub fn look(stream: Option<&str>, writer: Writer, command: &Command, names: &Bindings, facts: &Facts) -> Option<Seen> {
    let mine = Texts::new(lines(command, |name| stream.is_none_or(|wanted| name == Some(wanted))), names);
    let others = Texts::new(lines(command, |name| stream.is_some_and(|wanted| name != Some(wanted))), names);
    let is_of_stream = |text: &[u8]| stream.is_none() || mine.has(text, names) && !others.has(text, names);
    let mut written = Vec::new();
    for (index, process) in facts.processes.iter().enumerate() {
        let lines = process.lines.stdout.iter().filter(|text| is_of_stream(text));
        written.extend(lines.map(|text| Written { text: text.clone(), pid: process.pid, is_first: index == 0 }));
    }
    let all = written.len();
    let mut seen: HashSet<Pid> = HashSet::new();
    let is_wrong = |line: &Written| match writer {
        Writer::Parent => !line.is_first,
        Writer::Children => line.is_first,
        Writer::ChildEach => line.is_first || !seen.insert(line.pid),
    };
    let lines: Vec<Written> = written.into_iter().filter(is_wrong).collect();
    let stream = stream.map(str::to_owned);
    (!lines.is_empty()).then_some(Seen::Writers { stream, writer, lines, all })
}

/// The lines of standard output whose stream, if they have one, is wanted.
fn lines(command: &Command, is_wanted: impl Fn(Option<&str>) -> bool) -> Vec<&Line> {
    let mut lines = Vec::new();
    for node in command.phases.iter().flat_map(|phase| &phase.stdout) {
        if let Node::Interleave { streams, .. } = node {
            lines.extend(streams.iter().filter(|stream| is_wanted(Some(&stream.name))).flat_map(|one| &one.lines));
        } else if is_wanted(None) {
            lines.extend(node.lines());
        }
    }
    lines
}

/// What lines may read: exactly so, or with holes. Thousands of lines are asked for, so each exact text is found at once.
struct Texts<'a> {
    exact: HashSet<Vec<u8>>,
    open: Vec<&'a Pattern>,
}

impl<'a> Texts<'a> {
    fn new(lines: Vec<&'a Line>, names: &Bindings) -> Texts<'a> {
        let mut texts = Texts { exact: HashSet::new(), open: Vec::new() };
        for line in lines {
            match line.pattern.fill(names) {
                Ok(text) => drop(texts.exact.insert(text)),
                Err(_) if texts.open.contains(&&line.pattern) => {}
                Err(_) => texts.open.push(&line.pattern),
            }
        }
        texts
    }

    fn has(&self, text: &[u8], names: &Bindings) -> bool {
        self.exact.contains(text) || self.open.iter().any(|pattern| pattern.matches(text, names).is_some())
    }
}
