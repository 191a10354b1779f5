//! What is still to come from a wrong line on, yours beside ours: another order, lines missing, lines too many.

use expect::Pattern;
use expect::session::{Node, Phase, Stream};

use super::alike::{is_in_free_order, is_this, is_written};
use super::scene::Scene;
use verdict::finding::{Difference, Expected, ExpectedLine, Source};

/// What the lines from here on show; a sentence. None where they show nothing for certain.
pub fn find(scene: &Scene<'_>, stream: Stream, difference: &Difference) -> Option<String> {
    let [only] = difference.expected.as_slice() else { return None };
    if only.what == Expected::End {
        return None;
    }
    let ours = match difference.source {
        Source::Solution => of_solution(scene, difference.index)?,
        Source::Case => of_case(scene, stream, only)?,
    };
    let yours = scene.lines(stream).split_off(difference.index);
    let sides = Sides { scene, yours, ours, number: difference.index + 1 };
    if sides.are_as_many() {
        sides.order()
    } else {
        sides.too_many().or_else(|| sides.missing()).or_else(|| sides.swapped())
    }
}

/// Lines that are expected one after another.
struct Ours<'a> {
    lines: Vec<Wanted<'a>>,
    /// Nothing else follows: no `...`, nothing in free order.
    are_all: bool,
}

enum Wanted<'a> {
    Literal(Vec<u8>),
    Holes(&'a Pattern),
}

impl Wanted<'_> {
    fn is(&self, text: &[u8], scene: &Scene<'_>) -> bool {
        match self {
            Wanted::Literal(wanted) => wanted == text,
            Wanted::Holes(pattern) => is_this(pattern, text, scene),
        }
    }
}

fn of_solution<'a>(scene: &Scene<'_>, index: usize) -> Option<Ours<'a>> {
    let stdout = &scene.run.solution.as_ref()?.stdout;
    let stdout = stdout.strip_suffix(b"\n").unwrap_or(stdout);
    let lines = stdout.split(|byte| *byte == b'\n').skip(index);
    let lines: Vec<Wanted<'_>> = lines.map(|line| Wanted::Literal(line.to_vec())).collect();
    Some(Ours { lines, are_all: true }).filter(|ours| !ours.lines.is_empty())
}

fn of_case<'a>(scene: &Scene<'a>, stream: Stream, here: &ExpectedLine) -> Option<Ours<'a>> {
    if is_in_free_order(here) {
        return None;
    }
    let nodes = |phase: &'a Phase| match stream {
        Stream::Stdout => &phase.stdout,
        Stream::Stderr => &phase.stderr,
    };
    let is_elsewhere = |node: &&Node| !matches!(node, Node::Line(line) if is_written(line, here, scene));
    let rest: Vec<&Node> = scene.command.phases.iter().flat_map(nodes).skip_while(is_elsewhere).collect();
    let patterns = rest.iter().map_while(|node| match node {
        Node::Line(line) => Some(&line.pattern),
        Node::Skip { .. } | Node::Unordered { .. } | Node::Interleave { .. } => None,
    });
    let wanted = |pattern: &'a Pattern| match pattern.fill(scene.bindings) {
        Ok(text) => Wanted::Literal(text),
        Err(_) => Wanted::Holes(pattern),
    };
    let lines: Vec<Wanted<'_>> = patterns.map(wanted).collect();
    Some(Ours { are_all: lines.len() == rest.len(), lines }).filter(|ours| !ours.lines.is_empty())
}

/// Both from the wrong line on; neither is empty.
struct Sides<'s, 'a> {
    scene: &'s Scene<'a>,
    yours: Vec<&'a [u8]>,
    ours: Ours<'a>,
    /// Of the wrong line, from 1.
    number: usize,
}

impl Sides<'_, '_> {
    fn are_as_many(&self) -> bool {
        self.ours.are_all && self.scene.run.stopped.is_none() && self.yours.len() == self.ours.lines.len()
    }

    /// As far as both go: do yours from `mine` on read like ours from `our` on?
    fn agree(&self, mine: usize, our: usize) -> bool {
        let mut pairs = self.yours[mine..].iter().zip(&self.ours.lines[our..]);
        pairs.all(|(yours, ours)| ours.is(yours, self.scene))
    }

    /// As many lines on both sides: are they the same?
    fn order(&self) -> Option<String> {
        let mut open: Vec<&Wanted<'_>> = self.ours.lines.iter().collect();
        for line in &self.yours {
            let at = open.iter().position(|wanted| wanted.is(line, self.scene))?;
            open.swap_remove(at);
        }
        Some("The lines are right, but they come in another order.".to_owned())
    }

    /// The line that is expected here comes a little later, and from there on all is right.
    fn too_many(&self) -> Option<String> {
        let wrong = self.yours.first()?;
        if self.ours.lines.iter().any(|wanted| wanted.is(wrong, self.scene)) {
            return None;
        }
        let extra = self.yours.iter().position(|line| self.ours.lines[0].is(line, self.scene))?;
        let last = self.number + extra - 1;
        self.agree(extra, 0).then(|| match extra {
            1 => format!("Line {last} is one too many: line {} is the one expected here.", last + 1),
            _ => format!("Lines {} to {last} are too many: line {} is the one expected here.", self.number, last + 1),
        })
    }

    /// Yours is expected a little later, only once, and from there on all is right.
    fn missing(&self) -> Option<String> {
        let wrong = self.yours.first()?;
        let mut places = (0..self.ours.lines.len()).filter(|at| self.ours.lines[*at].is(wrong, self.scene));
        let (missing, number) = (places.next()?, self.number);
        let is_certain = places.next().is_none() && self.yours.len() + missing <= self.ours.lines.len();
        (is_certain && self.agree(0, missing)).then(|| match missing {
            1 => format!("A line is missing: line {number} of yours is expected one line later."),
            _ => format!("{missing} lines are missing: line {number} of yours is expected after them."),
        })
    }

    /// Each of the two lines comes on the other side as well, further on.
    fn swapped(&self) -> Option<String> {
        let wrong = self.yours.first()?;
        let later = self.yours.iter().position(|line| self.ours.lines[0].is(line, self.scene))?;
        let is_expected = self.ours.lines.iter().any(|wanted| wanted.is(wrong, self.scene));
        let says = format!("Another order: the line expected here is line {} of yours.", self.number + later);
        is_expected.then_some(says)
    }
}
