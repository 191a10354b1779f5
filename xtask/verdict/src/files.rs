//! `@wrote` and `@absent`: the working folder after the run.

use expect::Bindings;
use expect::matcher::{Candidate, Matcher, Refused};
use expect::session::{Command, FileAfter, Line, Node};

use super::course_fault::CourseFault;
use super::expected::expected_lines;
use super::finding::{Difference, Got, Reason, Source, Text};
use super::solution;
use outcome::CommandOutcome;

/// The first file that is not as it should be. What the lines of one bind means nothing elsewhere.
pub fn judge(command: &Command, run: &CommandOutcome, names: &Bindings) -> Result<Option<Reason>, CourseFault> {
    for file in &command.files {
        let reason = match &file.what {
            FileAfter::Holds { name, .. } | FileAfter::AsSolution { name } if no_file(run, name).is_some() => {
                no_file(run, name)
            }
            FileAfter::Holds { name, nodes } => match content(&run.files, name) {
                None => Some(Reason::FileMissing { name: name.clone() }),
                Some(content) => compare(name, nodes, content, names).map_err(|TooAmbiguous| {
                    CourseFault::new(file.line, "this file can be read in too many ways to be decided")
                })?,
            },
            FileAfter::Absent { name } => content(&run.files, name).map(|_| Reason::FileThere { name: name.clone() }),
            FileAfter::AsSolution { name } => as_solution(name, run),
        };
        if reason.is_some() {
            return Ok(reason);
        }
    }
    Ok(None)
}

fn content<'a>(files: &'a [(String, Option<Vec<u8>>)], wanted: &str) -> Option<&'a [u8]> {
    files.iter().find(|(name, _)| name == wanted).and_then(|(_, content)| content.as_deref())
}

fn no_file(run: &CommandOutcome, wanted: &str) -> Option<Reason> {
    let (name, what) = run.no_files.iter().find(|(name, _)| name == wanted)?;
    Some(Reason::NoFile { name: name.clone(), what: what.clone() })
}

struct TooAmbiguous;

fn compare(name: &str, nodes: &[Node], content: &[u8], names: &Bindings) -> Result<Option<Reason>, TooAmbiguous> {
    let mut matcher = Matcher::new(nodes, names);
    let text = || Text::File(name.to_owned());
    let differs = |matcher: &Matcher<'_>, index, got, candidates: &[Candidate]| {
        let written: Vec<&Line> = nodes.iter().flat_map(Node::lines).collect();
        let expected = expected_lines(candidates, &written, &matcher.bindings());
        Some(Reason::Differs(Difference { text: text(), index, got, expected, source: Source::Case }))
    };
    let mut count = 0;
    for (index, (line, newline)) in solution::lines(content).enumerate() {
        count = index + 1;
        let candidates = match matcher.feed(line, newline) {
            Ok(()) => continue,
            Err(Refused::TooAmbiguous) => return Err(TooAmbiguous),
            Err(Refused::NoReading(candidates)) => candidates,
        };
        return Ok(if matcher.clone().feed(line, !newline).is_ok() {
            Some(Reason::Newline { text: text(), index, got: line.to_vec(), expected_newline: !newline })
        } else {
            differs(&matcher, index, Got::Line { text: line.to_vec(), newline }, &candidates)
        });
    }
    let is_complete = matcher.accepted().is_some();
    Ok(if is_complete { None } else { differs(&matcher, count, Got::End, &matcher.candidates()) })
}

fn as_solution(name: &str, run: &CommandOutcome) -> Option<Reason> {
    let expected = run.solution.as_ref().and_then(|solution| content(&solution.files, name));
    match (content(&run.files, name), expected) {
        (None, None) => None,
        (None, Some(_)) => Some(Reason::FileMissing { name: name.to_owned() }),
        (Some(_), None) => Some(Reason::FileThere { name: name.to_owned() }),
        (Some(got), Some(expected)) => solution::compare(Text::File(name.to_owned()), got, expected),
    }
}
