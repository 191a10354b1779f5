//! The line is right, but not here: too early, one too many, on the other stream.

use expect::session::{Line, Node, Phase, Stream};

use super::alike::{is_exactly, is_in_free_order, is_this, is_written};
use super::scene::Scene;
use super::sequence;
use verdict::finding::{Difference, Expected, Got, Text};

/// Where the line that came belongs, or the line that was expected stands; a sentence.
pub fn find(scene: &Scene<'_>, difference: &Difference) -> Option<String> {
    let Text::Stream(stream) = difference.text else { return None };
    match &difference.got {
        Got::Line { text, .. } => on_the_other(scene, stream, text)
            .or_else(|| already(scene, difference, text))
            .or_else(|| behind_the_block(scene, difference, text))
            .or_else(|| sequence::find(scene, stream, difference)),
        Got::End => came_on_the_other(scene, stream, difference),
    }
}

fn on_the_other(scene: &Scene<'_>, stream: Stream, got: &[u8]) -> Option<String> {
    let other = other(stream);
    let belongs = expected_lines(scene, other).any(|line| is_this(&line.pattern, got, scene));
    belongs.then(|| format!("The line is right, but it belongs on {}.", name(other)))
}

fn came_on_the_other(scene: &Scene<'_>, stream: Stream, difference: &Difference) -> Option<String> {
    let Expected::Literal(wanted) = &difference.expected.first()?.what else { return None };
    let came = scene.lines(other(stream)).contains(&wanted.as_slice());
    came.then(|| format!("The line that is missing came on {}.", name(other(stream))))
}

/// In free order each line comes once: has it come already?
fn already(scene: &Scene<'_>, difference: &Difference, got: &[u8]) -> Option<String> {
    if !difference.expected.iter().any(is_in_free_order) {
        return None;
    }
    let before = scene.lines(Stream::Stdout).iter().take(difference.index).position(|line| *line == got)?;
    Some(format!("The line has come before, as line {}.", before + 1))
}

/// It stands behind the block in which the order is free.
fn behind_the_block(scene: &Scene<'_>, difference: &Difference, got: &[u8]) -> Option<String> {
    let first = difference.expected.iter().find(|one| is_in_free_order(one))?;
    let mut nodes = scene.command.phases.iter().flat_map(|phase| &phase.stdout);
    nodes.find(|node| node.lines().iter().any(|line| is_written(line, first, scene)))?;
    let is_behind = nodes.flat_map(Node::lines).any(|line| is_exactly(&line.pattern, got, scene));
    is_behind.then(|| "The line is right, but it may only come when all of these have come.".to_owned())
}

fn expected_lines<'a>(scene: &Scene<'a>, stream: Stream) -> impl Iterator<Item = &'a Line> {
    let nodes = move |phase: &'a Phase| match stream {
        Stream::Stdout => &phase.stdout,
        Stream::Stderr => &phase.stderr,
    };
    scene.command.phases.iter().flat_map(nodes).flat_map(Node::lines)
}

fn other(stream: Stream) -> Stream {
    match stream {
        Stream::Stdout => Stream::Stderr,
        Stream::Stderr => Stream::Stdout,
    }
}

/// `standard output`
pub fn name(stream: Stream) -> &'static str {
    match stream {
        Stream::Stdout => "standard output",
        Stream::Stderr => "standard error",
    }
}
