//! The recorded events once more through the reader that the supervisor used: both see the same.

use expect::session::{Command, Step, Stream};
use expect::{Bindings, Mismatch, Reader};

use super::course_fault::CourseFault;
use super::finding::{Difference, Expected, ExpectedLine, Got, Source, Text};
use outcome::{CommandOutcome, Event, StepDone, Stopped};

/// A command's events, read to their end or to the first that is wrong. Whether something is
/// missing at the end is not asked here.
pub struct Replay<'a> {
    pub reader: Reader<'a>,
    pub trouble: Option<Trouble>,
    /// The first wrong line on standard error. It ends nothing: in which order the two streams are read is chance.
    pub stderr: Option<Mismatch>,
    /// Text that was not read, because the time was up before its newline came.
    pub unterminated: Option<(Stream, Vec<u8>)>,
}

/// Where the reading stopped.
pub enum Trouble {
    Mismatch(Mismatch),
    /// On a connection came something else.
    Received(Difference),
    StepFailed {
        step: u32,
        why: String,
    },
}

impl<'a> Replay<'a> {
    /// Reads the events. What the case or the record gets wrong is a fault of the course.
    pub fn of(command: &'a Command, run: &CommandOutcome, bindings: &Bindings) -> Result<Replay<'a>, CourseFault> {
        let mut replay =
            Replay { reader: Reader::new(command, bindings), trouble: None, stderr: None, unterminated: None };
        for (at, event) in run.events.iter().enumerate() {
            let later = &run.events[at + 1..];
            let trouble = match event {
                Event::Line { stream, text, newline: false, .. } if is_out_of_time(run) && is_last(later, *stream) => {
                    replay.unterminated = Some((*stream, text.clone()));
                    None
                }
                Event::Line { stream, text, newline, .. } => replay.line(*stream, text, *newline),
                Event::Step { phase, done, .. } => match (replay.step(command, *phase, done)?, &run.stopped) {
                    (Some(Trouble::StepFailed { step, why }), None | Some(Stopped::NoContinuation)) => {
                        Some(replay.given_up(later).unwrap_or(Trouble::StepFailed { step, why }))
                    }
                    (trouble, _) => trouble,
                },
            };
            if trouble.is_some() {
                replay.trouble = trouble;
                break;
            }
        }
        Ok(replay)
    }

    fn line(&mut self, stream: Stream, text: &[u8], newline: bool) -> Option<Trouble> {
        if stream == Stream::Stderr && self.stderr.is_some() {
            return None;
        }
        let mismatch = self.reader.line(stream, text, newline).err()?;
        if stream == Stream::Stdout {
            return Some(Trouble::Mismatch(mismatch));
        }
        self.stderr = Some(mismatch);
        None
    }

    /// The supervisor gave up a step because a line that came meanwhile is wrong: finds that line.
    fn given_up(&self, later: &[Event]) -> Option<Trouble> {
        let mut ahead = self.reader.clone();
        ahead.enter_next_phase();
        let mut mismatches = later.iter().filter_map(|event| match event {
            Event::Line { stream, text, newline, .. } => ahead.line(*stream, text, *newline).err(),
            Event::Step { .. } => None,
        });
        mismatches.next().map(Trouble::Mismatch)
    }

    fn step(&mut self, command: &Command, phase: u32, done: &StepDone) -> Result<Option<Trouble>, CourseFault> {
        let step = command.phases.get(phase as usize).and_then(|phase| phase.step.as_ref());
        let Some(step) = step else {
            return Err(CourseFault::new(command.line, format!("the record has a step {phase}, the case has none")));
        };
        if let StepDone::Failed { reason } = done {
            return Ok(Some(Trouble::StepFailed { step: step.line, why: reason.clone() }));
        }
        if self.reader.due().is_none() {
            return Err(CourseFault::new(step.line, "the record has this step before it was due"));
        }
        match done {
            StepDone::Done { bound } => {
                self.reader.enter_next_phase();
                self.bind(bound);
            }
            StepDone::Received { line, ended } => {
                if let Some(difference) = self.received(&step.what, step.line, line, *ended) {
                    return Ok(Some(Trouble::Received(difference)));
                }
                self.reader.enter_next_phase();
            }
            StepDone::Failed { .. } => {}
        }
        Ok(None)
    }

    /// Compares a line that came on a connection; the names in it are bound if it is right.
    fn received(&mut self, step: &Step, at: u32, line: &[u8], ended: bool) -> Option<Difference> {
        let Step::Receive { conn, pattern } = step else { return None };
        let names = self.reader.bindings().clone();
        if !ended && let Some(bound) = pattern.matches(line, &names) {
            for (name, value) in &bound {
                self.reader.bind(name, value);
            }
            return None;
        }
        let what = match pattern.fill(&names) {
            Ok(text) => Expected::Literal(text),
            Err(_) => Expected::Pattern(pattern.show(&names)),
        };
        Some(Difference {
            text: Text::Connection { name: conn.clone(), step: at },
            index: 0,
            got: if ended { Got::End } else { Got::Line { text: line.to_vec(), newline: true } },
            expected: vec![ExpectedLine { line: Some(at), what, stream: None, any_order: false }],
            source: Source::Case,
        })
    }

    fn bind(&mut self, bound: &[(String, Vec<u8>)]) {
        for (name, value) in bound {
            self.reader.bind(name, value);
        }
    }
}

fn is_out_of_time(run: &CommandOutcome) -> bool {
    matches!(run.stopped, Some(Stopped::Deadline { .. } | Stopped::Within { .. }))
}

/// Neither a line of this stream nor a step comes later.
fn is_last(later: &[Event], of: Stream) -> bool {
    !later.iter().any(|event| match event {
        Event::Line { stream, .. } => *stream == of,
        Event::Step { .. } => true,
    })
}
