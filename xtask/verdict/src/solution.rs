//! `@as solution`: what the solution did, literally.

use expect::session::{Command, Node, Stream};

use super::finding::{Difference, Expected, ExpectedLine, Got, Reason, Source, Text};
use outcome::{Event, output};

/// The same command with any standard output allowed: that is the solution's to say.
pub fn with_any_stdout(command: &Command) -> Command {
    let mut open = command.clone();
    for phase in &mut open.phases {
        phase.stdout = vec![Node::Skip { line: command.line }];
    }
    open
}

/// Where the standard output is not the solution's.
pub fn compare_stdout(events: &[Event], solution: &[u8]) -> Option<Reason> {
    compare(Text::Stream(Stream::Stdout), &output(events, Stream::Stdout), solution)
}

/// Where two texts part: the first line that is not the same to the byte, or only but for its newline.
pub fn compare(text: Text, got: &[u8], expected: &[u8]) -> Option<Reason> {
    let mut ours = lines(got);
    let mut theirs = lines(expected);
    let mut index = 0;
    loop {
        let (got, expected) = (ours.next(), theirs.next());
        if got.is_none() && expected.is_none() {
            return None;
        }
        if let (Some((got, newline)), Some((expected, expected_newline))) = (got, expected)
            && got == expected
            && newline != expected_newline
        {
            return Some(Reason::Newline { text, index, got: got.to_vec(), expected_newline });
        }
        if got != expected {
            let got = got.map_or(Got::End, |(text, newline)| Got::Line { text: text.to_vec(), newline });
            let what = expected.map_or(Expected::End, |(text, _)| Expected::Literal(text.to_vec()));
            let expected = vec![ExpectedLine { line: None, what, stream: None, any_order: false }];
            let source = Source::Solution;
            return Some(Reason::Differs(Difference { text, index, got, expected, source }));
        }
        index += 1;
    }
}

/// Lines without their newline, and whether they had one.
pub fn lines(text: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    text.split_inclusive(|byte| *byte == b'\n').map(|line| match line.strip_suffix(b"\n") {
        Some(line) => (line, true),
        None => (line, false),
    })
}
