//! From what the reader could have taken to what the report shows.

use expect::matcher::Candidate;
use expect::session::{Command, Line, Node, Phase, Stream};
use expect::{Bindings, Mismatch, Pattern};

use super::course_fault::CourseFault;
use super::finding::{Difference, Expected, ExpectedLine, Got, Reason, Source, Text};
use expect::reader::MismatchKind;

/// The reason behind a mismatch. A case with too many readings is the course's fault.
pub fn reason(mismatch: &Mismatch, command: &Command) -> Result<Reason, CourseFault> {
    let stream = mismatch.stream;
    let index = mismatch.index;
    let difference = |got, candidates: &[Candidate]| Difference {
        text: Text::Stream(stream),
        index,
        got,
        expected: expected_lines(candidates, &all_lines(command), &mismatch.bindings),
        source: Source::Case,
    };
    Ok(match &mismatch.what {
        MismatchKind::Line { got, newline, candidates } => {
            Reason::Differs(difference(Got::Line { text: got.clone(), newline: *newline }, candidates))
        }
        MismatchKind::Ended { candidates } => Reason::Differs(difference(Got::End, &furthest(candidates))),
        MismatchKind::Newline { got, expected_newline } => {
            Reason::Newline { text: Text::Stream(stream), index, got: got.clone(), expected_newline: *expected_newline }
        }
        MismatchKind::BeforeStep { got, step } => {
            let (got, step) = (got.clone(), *step);
            if is_next(&got, next_lines(command, stream, step), &mismatch.bindings) {
                Reason::TooEarly { stream, index, got, step }
            } else {
                Reason::OutOfPlace { stream, index, got, step }
            }
        }
        MismatchKind::Forbidden { got, line } => Reason::ForbiddenLine { stream, index, got: got.clone(), line: *line },
        MismatchKind::TooAmbiguous => {
            return Err(CourseFault::new(command.line, "this session can be read in too many ways to be decided"));
        }
    })
}

/// What a step is followed by on a stream: the lines of which one must come next.
fn next_lines(command: &Command, stream: Stream, step: u32) -> Vec<&Line> {
    let is_before = |phase: &&Phase| phase.step.as_ref().is_none_or(|at| at.line != step);
    let later = command.phases.iter().skip_while(is_before).skip(1);
    let nodes = later.flat_map(|phase| match stream {
        Stream::Stdout => &phase.stdout,
        Stream::Stderr => &phase.stderr,
    });
    match nodes.into_iter().find(|node| !matches!(node, Node::Skip { .. })) {
        Some(Node::Interleave { streams, .. }) => streams.iter().filter_map(|stream| stream.lines.first()).collect(),
        Some(node) => node.lines(),
        None => Vec::new(),
    }
}

/// Is this one of the lines? A line that takes any text shows nothing.
fn is_next(got: &[u8], lines: Vec<&Line>, bindings: &Bindings) -> bool {
    const NOBODYS: &[u8] = b"\x01 \x02";
    let fits = |line: &&Line, text| line.pattern.matches(text, bindings).is_some();
    lines.iter().any(|line| fits(line, got) && !fits(line, NOBODYS))
}

/// Where `...` leaves it open how far the output has come, the reading that has come furthest speaks.
fn furthest(candidates: &[Candidate]) -> Vec<Candidate> {
    let is_plain = |one: &Candidate| one.line.is_some() && one.stream.is_none() && !one.any_order;
    let last = candidates.iter().max_by_key(|one| one.line);
    match last.filter(|_| candidates.iter().all(is_plain)) {
        Some(last) => vec![last.clone()],
        None => candidates.to_vec(),
    }
}

/// Each candidate once, with its exact text where it has no open holes.
pub fn expected_lines(candidates: &[Candidate], lines: &[&Line], bindings: &Bindings) -> Vec<ExpectedLine> {
    let mut expected: Vec<ExpectedLine> = Vec::new();
    for candidate in candidates {
        let one = ExpectedLine {
            line: candidate.line,
            what: expected_text(candidate, lines, bindings),
            stream: candidate.stream.clone(),
            any_order: candidate.any_order,
        };
        if !expected.iter().any(|known| known.what == one.what && known.stream == one.stream) {
            expected.push(one);
        }
    }
    expected
}

fn expected_text(candidate: &Candidate, lines: &[&Line], bindings: &Bindings) -> Expected {
    let Some(at) = candidate.line else { return Expected::End };
    let mut written = lines.iter().filter(|line| line.line == at).map(|line| &line.pattern);
    match written.find(|pattern| pattern.show(bindings) == candidate.text) {
        Some(pattern) => text_of(pattern, bindings),
        None => Expected::Pattern(candidate.text.clone()),
    }
}

/// The pattern's exact text, or how it reads if it has open holes.
pub fn text_of(pattern: &Pattern, bindings: &Bindings) -> Expected {
    match pattern.fill(bindings) {
        Ok(text) => Expected::Literal(text),
        Err(_) => Expected::Pattern(pattern.show(bindings)),
    }
}

/// Every line that the command expects, of both streams and all phases.
fn all_lines(command: &Command) -> Vec<&Line> {
    command.phases.iter().flat_map(|phase| phase.stdout.iter().chain(&phase.stderr)).flat_map(Node::lines).collect()
}
