//! The part of the session that is shown: the command, the last lines that were right, then the trouble.

use expect::session::{Command, Located, Node, Step, Stream};
use expect::visible::excerpt;
use expect::words::quote;
use expect::{Bindings, Pattern};

use super::{Case, steps};
use crate::SubjectKind;
use display::styled::{Row, Span, Style, Styled, span};
use outcome::Outcome;
use outcome::{CommandOutcome, Event, StepDone};
use verdict::Finding;
use verdict::expected::text_of;
use verdict::finding::ExpectedLine;

/// Right lines that are shown before the trouble.
const BEFORE: usize = 3;
/// Lines of standard error that are shown: all of this many, or the first and the last of more.
const STDERR: usize = 9;
const STDERR_FIRST: usize = 2;
const STDERR_LAST: usize = 6;
/// Lines of output that are shown where all of it matters.
const OUTPUT: usize = 8;

/// The command in which the trouble is.
pub struct Scene<'a> {
    pub case: &'a Case<'a>,
    pub command: &'a Command,
    pub run: &'a CommandOutcome,
    pub bindings: &'a Bindings,
    /// Index of the command, from 0.
    index: usize,
    /// Time that the commands before it took, in milliseconds.
    pub earlier_ms: u64,
}

/// How much of the recorded run is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Up to, not with, this line of this stream.
    Line(Stream, usize),
    End,
}

impl<'a> Scene<'a> {
    pub fn of(case: &'a Case<'a>, outcome: &'a Outcome, finding: &'a Finding) -> Option<Scene<'a>> {
        let command = case.session.commands.get(finding.command)?;
        let run = outcome.commands.get(finding.command)?;
        let index = finding.command;
        let earlier_ms = outcome.commands[..index].iter().map(|run| run.wall_us / 1000).sum();
        Some(Scene { case, command, run, bindings: &finding.bindings, index, earlier_ms })
    }

    /// The commands of the case up to this one.
    pub fn commands_so_far(&self) -> impl Iterator<Item = &'a Command> {
        self.case.session.commands.iter().take(self.index + 1)
    }

    /// `Your program`; or `The command`, where it is `sh` or another that only may start it.
    pub fn who(&self) -> &'static str {
        let is_own = self.run.words.first().is_none_or(|word| word == self.case.subject.slug().as_bytes());
        match self.case.subject.kind {
            SubjectKind::Exercise | SubjectKind::Solution | SubjectKind::Demo if !is_own => "The command",
            SubjectKind::Exercise | SubjectKind::Solution | SubjectKind::Demo | SubjectKind::Lesson => "Your program",
        }
    }

    /// `$ fork_sum 3`, as executed.
    pub fn command_row(&self) -> Row {
        let settings = self.run.env.iter().map(|(name, value)| format!("{name}={}", quote(value)));
        let words = self.run.words.iter().map(|word| quote(word));
        let line: Vec<String> = settings.chain(words).collect();
        row("$ ", vec![span(Style::Bold, line.join(" "))])
    }

    /// The command and the last right lines and steps.
    pub fn history(&self, until: Until) -> Vec<Row> {
        let mut rows = self.happened(until);
        let hidden = rows.len().saturating_sub(BEFORE);
        rows.drain(..hidden);
        let mut shown = vec![self.command_row()];
        if hidden > 0 {
            shown.push(row("  ", vec![span(Style::Dim, "...")]));
        }
        shown.extend(rows);
        shown
    }

    /// The command, the last lines of its output, and what it said on standard error.
    pub fn ending(&self) -> Vec<Row> {
        let mut rows = self.history(Until::End);
        rows.extend(self.stderr());
        rows
    }

    /// The command and the beginning of its output.
    pub fn whole_output(&self) -> Styled {
        let mut rows = vec![self.command_row()];
        let all = self.happened(Until::End);
        let hidden = all.len().saturating_sub(OUTPUT);
        rows.extend(all.into_iter().take(OUTPUT));
        if hidden > 0 {
            rows.push(row("  ", vec![span(Style::Dim, format!("({} more)", super::counted(hidden, "line", "lines")))]));
        }
        shown(rows)
    }

    /// Standard error, without the advice about backtraces. Of much the beginning and, since it says most, the end.
    pub fn stderr(&self) -> Vec<Row> {
        let lines = self.lines(Stream::Stderr);
        let is_worth = |line: &&[u8]| !line.is_empty() && !line.starts_with(b"note: run with `RUST_BACKTRACE");
        let lines: Vec<&[u8]> = lines.into_iter().filter(is_worth).collect();
        let shown =
            |lines: &[&[u8]]| -> Vec<Row> { lines.iter().map(|line| stream_row("  ", Stream::Stderr, line)).collect() };
        if lines.len() <= STDERR {
            return shown(&lines);
        }
        let mut rows = shown(&lines[..STDERR_FIRST]);
        let hidden = super::counted(lines.len() - STDERR_FIRST - STDERR_LAST, "line", "lines");
        rows.push(row("  ", vec![span(Style::Dim, format!("2> ... ({hidden})"))]));
        rows.extend(shown(&lines[lines.len() - STDERR_LAST..]));
        rows
    }

    /// The lines of a stream, without their newlines.
    pub fn lines(&self, wanted: Stream) -> Vec<&'a [u8]> {
        let text_of = |event: &'a Event| match event {
            Event::Line { stream, text, .. } if *stream == wanted => Some(text.as_slice()),
            Event::Line { .. } | Event::Step { .. } => None,
        };
        self.run.events.iter().filter_map(text_of).collect()
    }

    /// Does the case expect a line on this stream at all?
    pub fn expects_any(&self, stream: Stream) -> bool {
        self.command.phases.iter().any(|phase| match stream {
            Stream::Stdout => !phase.stdout.is_empty(),
            Stream::Stderr => !phase.stderr.is_empty(),
        })
    }

    /// The step of the case on this line.
    pub fn step(&self, line: u32) -> Option<&'a Step> {
        self.steps().find(|step| step.line == line).map(|step| &step.what)
    }

    pub fn steps(&self) -> impl Iterator<Item = &'a Located<Step>> {
        self.command.phases.iter().filter_map(|phase| phase.step.as_ref())
    }

    /// A step as it is written, names filled in: `@signal INT 812`.
    pub fn written(&self, line: u32) -> String {
        self.step(line).map_or_else(|| format!("the step on line {line}"), |step| steps::written(step, self.bindings))
    }

    /// The pattern behind an expected line of standard output, of standard error or of a connection.
    pub fn pattern_of(&self, expected: &ExpectedLine) -> Option<&'a Pattern> {
        let nodes = self.command.phases.iter().flat_map(|phase| phase.stdout.iter().chain(&phase.stderr));
        let printed = nodes.flat_map(Node::lines).map(|line| (line.line, &line.pattern));
        let received = self.steps().filter_map(|step| {
            let Step::Receive { pattern, .. } = &step.what else { return None };
            Some((step.line, pattern))
        });
        let mut patterns =
            printed.chain(received).filter(|(line, _)| expected.line == Some(*line)).map(|(_, pattern)| pattern);
        patterns.find(|pattern| text_of(pattern, self.bindings) == expected.what)
    }

    /// Lines of one stream (of standard output, where all is asked for) and the steps that were done.
    fn happened(&self, until: Until) -> Vec<Row> {
        let (wanted, end) = match until {
            Until::Line(stream, index) => (stream, index),
            Until::End => (Stream::Stdout, usize::MAX),
        };
        let mut seen = 0;
        let mut rows = Vec::new();
        for event in &self.run.events {
            match event {
                Event::Line { stream, text, .. } if *stream == wanted => {
                    if seen == end {
                        break;
                    }
                    seen += 1;
                    rows.push(stream_row("  ", *stream, text));
                }
                // A step that failed is the trouble, not its history.
                Event::Line { .. } | Event::Step { done: StepDone::Failed { .. }, .. } => {}
                Event::Step { phase, .. } => {
                    if let Some(step) = self.command.phases.get(*phase as usize).and_then(|phase| phase.step.as_ref()) {
                        rows.push(row("", vec![span(Style::Dim, steps::written(&step.what, self.bindings))]));
                    }
                }
            }
        }
        rows
    }
}

/// A row of evidence. `sign` is `$ `, `- `, `+ ` or blanks.
pub fn row(sign: &str, text: Vec<Span>) -> Row {
    let style = match sign {
        "- " => Style::Good,
        "+ " => Style::Bad,
        _ => Style::Dim,
    };
    Row { gutter: vec![span(Style::Plain, "    "), span(style, sign)], text, focus: None, note: Vec::new() }
}

/// A row with a line of a stream, standard error with its mark.
pub fn stream_row(sign: &str, stream: Stream, text: &[u8]) -> Row {
    row(sign, vec![span(Style::Plain, format!("{}{}", mark_of(stream), excerpt(text)))])
}

/// How the session language marks the stream.
pub fn mark_of(stream: Stream) -> &'static str {
    match stream {
        Stream::Stdout => "",
        Stream::Stderr => "2> ",
    }
}

/// The rows as a text.
pub fn shown(rows: Vec<Row>) -> Styled {
    let mut styled = Styled::new();
    styled.rows(rows);
    styled
}
