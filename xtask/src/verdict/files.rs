//! `@wrote` and `@absent`: the working folder after the run.

use expect::Bindings;
use expect::matcher::{Matcher, Refused};
use expect::session::{Command, FileAfter, Line, Node};

use super::expected::{expected_lines, lines_of};
use super::finding::{Difference, Got, Reason, Source, Text};
use super::judge::CourseFault;
use super::solution;
use crate::run::outcome::CommandOutcome;

/// The bindings after all files, or the first file that is not as it should be.
pub fn judge(
    command: &Command,
    run: &CommandOutcome,
    mut bindings: Bindings,
) -> Result<Result<Bindings, Reason>, CourseFault> {
    for file in &command.files {
        let found = match &file.what {
            FileAfter::Holds { name, nodes } => match content(&run.files, name) {
                None => Err(Reason::FileMissing { name: name.clone() }),
                Some(content) => holds(name, nodes, content, &bindings).ok_or_else(|| {
                    CourseFault::new(file.line, "this file can be read in too many ways to be decided")
                })?,
            },
            FileAfter::Absent { name } => match content(&run.files, name) {
                None => Ok(bindings.clone()),
                Some(_) => Err(Reason::FileThere { name: name.clone() }),
            },
            FileAfter::AsSolution { name } => as_solution(name, run, &bindings),
        };
        match found {
            Ok(names) => bindings = names,
            Err(reason) => return Ok(Err(reason)),
        }
    }
    Ok(Ok(bindings))
}

fn content<'a>(files: &'a [(String, Option<Vec<u8>>)], wanted: &str) -> Option<&'a [u8]> {
    files.iter().find(|(name, _)| name == wanted).and_then(|(_, content)| content.as_deref())
}

/// None if the nodes are too ambiguous.
fn holds(name: &str, nodes: &[Node], content: &[u8], bindings: &Bindings) -> Option<Result<Bindings, Reason>> {
    let mut matcher = Matcher::new(nodes, bindings);
    let written: Vec<&Line> = nodes.iter().flat_map(lines_of).collect();
    let differs = |index, got, candidates: &[_]| {
        let expected = expected_lines(candidates, &written, bindings);
        Reason::Differs(Difference { text: Text::File(name.to_owned()), index, got, expected, source: Source::Case })
    };
    let mut count = 0;
    for (index, (line, newline)) in solution::lines(content).enumerate() {
        count = index + 1;
        match matcher.feed(line, newline) {
            Ok(()) => {}
            Err(Refused::TooAmbiguous) => return None,
            Err(Refused::NoReading(_)) if matcher.clone().feed(line, !newline).is_ok() => {
                let text = Text::File(name.to_owned());
                return Some(Err(Reason::Newline { text, index, got: line.to_vec(), expected_newline: !newline }));
            }
            Err(Refused::NoReading(candidates)) => {
                let got = Got::Line { text: line.to_vec(), newline };
                return Some(Err(differs(index, got, &candidates)));
            }
        }
    }
    let names = matcher.accepted().cloned();
    Some(names.ok_or_else(|| differs(count, Got::End, &matcher.candidates())))
}

fn as_solution(name: &str, run: &CommandOutcome, bindings: &Bindings) -> Result<Bindings, Reason> {
    let expected = run.solution.as_ref().and_then(|solution| content(&solution.files, name));
    match (content(&run.files, name), expected) {
        (None, None) => Ok(bindings.clone()),
        (None, Some(_)) => Err(Reason::FileMissing { name: name.to_owned() }),
        (Some(_), None) => Err(Reason::FileThere { name: name.to_owned() }),
        (Some(got), Some(expected)) => match solution::compare(Text::File(name.to_owned()), got, expected) {
            None => Ok(bindings.clone()),
            Some(difference) => Err(Reason::Differs(difference)),
        },
    }
}
