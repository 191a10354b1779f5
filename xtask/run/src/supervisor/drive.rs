//! A command from its first line to its end: lines to the reader, steps when they are due.

use std::time::{Duration, Instant};

use expect::session::{Command, Located, Step, Stream};
use expect::{Bindings, Reader};

use super::live::Live;
use super::moments::{Awaited, Count};
use super::rest::{BETWEEN_LOOKS, Behaviour, Look, Rest};
use super::starved::Starved;
use super::steps::{self, StepEffect};
use outcome::{Event, Meet, Restless, StepDone, Stopped};

/// After a wrong line the run goes on until it ends, or nothing comes for this long: so the panic
/// message is seen, and the exit code.
const QUIET: Duration = Duration::from_millis(100);
/// But no longer than this, unless it floods: that comes to the limit for output, or to the end of its time.
const MOST_LINGER: Duration = Duration::from_secs(1);
/// The same of a program that prints a backtrace: it looks up lines for a while, says them, and aborts.
const QUIET_IN_BACKTRACE: Duration = Duration::from_secs(2);
const MOST_BACKTRACE: Duration = Duration::from_secs(10);
/// What std prints before it. No backtrace is asked for here, so it is that of a panic which must not unwind, as in a
/// handler: the second of these lines comes first.
const BACKTRACE: [&[u8]; 2] = [b"stack backtrace:", b"panic in a function that cannot unwind"];
/// Bytes a second.
const FLOOD: u64 = 64 << 10;
/// The most that is kept of what comes after a wrong line.
const MOST_LINES_AFTER_MISMATCH: usize = 1000;

/// Why a run does not go on.
#[derive(Debug, Clone, PartialEq)]
pub enum Halt {
    Stopped(Stopped),
    /// The output cannot become right any more.
    Mismatch,
    /// The course's or the machine's.
    Fault(String),
}

impl From<Stopped> for Halt {
    fn from(stopped: Stopped) -> Halt {
        Halt::Stopped(stopped)
    }
}

/// What a command comes to.
pub struct Conclusion {
    pub events: Vec<Event>,
    pub restless: Vec<Restless>,
    /// Of the moments at which it may be met.
    pub count: Count,
    /// What the names stand for, if all of it was right.
    pub names: Option<Bindings>,
}

pub struct Driver<'a> {
    pub live: Live<'a>,
    /// None where any output will do: it is compared with the solution's afterwards.
    pub(super) reader: Option<Reader<'a>>,
    phase: u32,
    events: Vec<Event>,
    restless: Vec<Restless>,
    /// Where the signal of a step at every moment comes.
    meet: Meet,
    pub(super) count: Count,
    /// A line was wrong: nothing is read any more.
    is_wrong: bool,
}

impl<'a> Driver<'a> {
    pub fn new(live: Live<'a>, command: &'a Command, reader: Option<Reader<'a>>, meet: Meet) -> Driver<'a> {
        let (events, restless, count) = (Vec::new(), Vec::new(), Count::default());
        let mut driver = Driver { live, reader, phase: 0, events, restless, meet, count, is_wrong: false };
        if command.meets_moments() {
            driver.hold_at_moments();
        }
        driver.begin_within(command.phases.first().and_then(|phase| phase.within_ms));
        driver
    }

    /// Runs it to its end, or to what ends it; `None` if it ended by itself.
    pub fn run(&mut self) -> Result<Option<Stopped>, String> {
        let halt = match self.drive() {
            Err(Halt::Mismatch) => {
                self.is_wrong = true;
                self.linger()
            }
            other => other,
        };
        match halt {
            Ok(()) => Ok(None),
            Err(Halt::Stopped(stopped)) => Ok(Some(stopped)),
            Err(Halt::Mismatch) => Ok(Some(Stopped::NoContinuation)),
            Err(Halt::Fault(fault)) => Err(fault),
        }
    }

    fn drive(&mut self) -> Result<(), Halt> {
        loop {
            self.feed()?;
            if let Some(step) = self.due()? {
                self.step(step)?;
            } else if self.live.is_over() {
                return Ok(());
            } else {
                self.live.round_until_over()?;
            }
        }
    }

    /// Hands the reader what has arrived.
    pub(super) fn feed(&mut self) -> Result<(), Halt> {
        while let Some(line) = self.live.output.arrived.pop_front() {
            let at_us = self.since_start(line.at);
            let read = match &mut self.reader {
                Some(reader) => reader.line(line.stream, &line.text, line.newline),
                None => Ok(()),
            };
            self.events.push(Event::Line { stream: line.stream, text: line.text, newline: line.newline, at_us });
            if read.is_err() {
                return Err(Halt::Mismatch);
            }
        }
        Ok(())
    }

    /// The step that is due. A prompt without a newline is read as a line only if that makes a
    /// step due and nothing more comes.
    fn due(&mut self) -> Result<Option<&'a Located<Step>>, Halt> {
        if !self.is_due() && self.is_due_after_prompt() {
            self.come_to_rest()?;
            if self.live.output.arrived.is_empty() && self.is_due_after_prompt() {
                self.live.output.end_partials();
                self.feed()?;
            }
        }
        Ok(if self.is_due() { self.reader.as_ref().and_then(|reader| reader.phase().step.as_ref()) } else { None })
    }

    pub(super) fn is_due(&self) -> bool {
        self.reader.as_ref().is_some_and(|reader| reader.due().is_some())
    }

    fn is_due_after_prompt(&self) -> bool {
        let Some(reader) = self.reader.as_ref().filter(|reader| reader.phase().step.is_some()) else { return false };
        let partials = [Stream::Stdout, Stream::Stderr].map(|stream| (stream, self.live.output.partial(stream)));
        let mut prompts = partials.into_iter().filter(|(_, text)| !text.is_empty()).peekable();
        if prompts.peek().is_none() {
            return false;
        }
        let mut probe = reader.clone();
        prompts.all(|(stream, text)| probe.line(stream, text, false).is_ok()) && probe.due().is_some()
    }

    pub fn come_to_rest(&mut self) -> Result<(), Stopped> {
        let mut rest = Rest::begin(self.behaviour());
        while !self.live.children.is_none_left() {
            match rest.look(self.live.children.observer()) {
                Look::Busy => self.live.round(Instant::now() + BETWEEN_LOOKS)?,
                Look::AtRest | Look::GivenUp => break,
                Look::Runs { ran_us, looked_us } => {
                    self.note_restless(ran_us, looked_us);
                    break;
                }
            }
        }
        Ok(())
    }

    pub(super) fn behaviour(&self) -> Behaviour {
        if self.restless.is_empty() { Behaviour::Good } else { Behaviour::Restless }
    }

    pub(super) fn note_restless(&mut self, ran_us: u64, looked_us: u64) {
        self.restless.push(Restless { phase: self.phase, ran_us, looked_us });
    }

    fn step(&mut self, step: &'a Located<Step>) -> Result<(), Halt> {
        self.live.within = None;
        if step.what.meets_moments() {
            match self.meet(&step.what, self.meet)? {
                Awaited::Met => return self.take_in(&step.what, StepDone::Done { bound: Vec::new() }),
                Awaited::NotDue => return Ok(()),
                Awaited::AtRest => {}
            }
        }
        if steps::kind(&step.what) == StepEffect::Acts {
            // What it prints from now on it prints because of the step: so everything before must be out.
            self.come_to_rest()?;
            self.live.output.end_partials();
            self.feed()?;
            if !self.is_due() {
                return Ok(());
            }
        }
        let done = match self.perform(&step.what) {
            Ok(done) => done,
            Err(halt @ Halt::Fault(_)) => return Err(halt),
            Err(halt) => {
                let reason = steps::waited_for(&step.what);
                self.log_step(StepDone::Failed { reason });
                return Err(halt);
            }
        };
        self.log_step(done.clone());
        self.take_in(&step.what, done)
    }

    /// What the step gave; on to the next phase.
    fn take_in(&mut self, step: &Step, done: StepDone) -> Result<(), Halt> {
        let Some(reader) = &mut self.reader else { return Ok(()) };
        match done {
            StepDone::Failed { .. } => return Err(Halt::Stopped(Stopped::StepFailed)),
            StepDone::Received { line, ended } => {
                let Step::Receive { pattern, .. } = step else { return Ok(()) };
                let bound = if ended { None } else { pattern.matches(&line, reader.bindings()) };
                let Some(bound) = bound else { return Err(Halt::Mismatch) };
                bound.iter().for_each(|(name, value)| reader.bind(name, value));
                reader.enter_next_phase();
            }
            StepDone::Done { bound } => {
                reader.enter_next_phase();
                bound.iter().for_each(|(name, value)| reader.bind(name, value));
            }
        }
        let within_ms = reader.phase().within_ms;
        self.phase += 1;
        self.live.grace_from = Some(Instant::now());
        self.begin_within(within_ms);
        Ok(())
    }

    fn begin_within(&mut self, limit_ms: Option<u64>) {
        self.live.within = limit_ms.map(|limit_ms| {
            let stopped = Stopped::Within { phase: self.phase, limit_ms };
            (Instant::now() + Duration::from_millis(limit_ms), stopped)
        });
    }

    pub(super) fn log_step(&mut self, done: StepDone) {
        let at_us = self.since_start(Instant::now());
        self.events.push(Event::Step { phase: self.phase, done, at_us });
    }

    /// A line was wrong: what else is there to see before the run is ended?
    fn linger(&mut self) -> Result<(), Halt> {
        let begun = Instant::now();
        let before = self.live.output.total_bytes();
        self.live.within = None;
        let mut starved = Starved::begin();
        while self.live.children.ended_at().is_none() {
            let (quiet, most) = match self.prints_backtrace() {
                true => (QUIET_IN_BACKTRACE, MOST_BACKTRACE),
                false => (QUIET, MOST_LINGER),
            };
            let last_at = self.live.output.last_at().max(begun);
            let quiet_at = last_at + quiet + starved.since(last_at, quiet);
            let floods = self.live.output.total_bytes() - before > begun.elapsed().as_secs() * FLOOD;
            let give_up_at = if floods { quiet_at } else { quiet_at.min(begun + most) };
            if Instant::now() >= give_up_at {
                return Err(Halt::Mismatch);
            }
            match self.live.round(give_up_at) {
                // The line was wrong before the time was up.
                Err(Stopped::Deadline { .. }) => return Err(Halt::Mismatch),
                other => other?,
            }
            self.live.output.arrived.truncate(MOST_LINES_AFTER_MISMATCH);
        }
        while !self.live.is_over() {
            self.live.round_until_over()?;
        }
        Ok(())
    }

    fn prints_backtrace(&self) -> bool {
        self.live
            .output
            .arrived
            .iter()
            .any(|line| line.stream == Stream::Stderr && BACKTRACE.contains(&line.text.as_slice()))
    }

    /// After the last process is gone: everything that was seen and done, and what the names
    /// stand for if all of it was right.
    pub fn conclude(mut self, before: &Bindings) -> Conclusion {
        // Beyond the cap: the run was ended for that, or is over.
        let _ = self.live.output.read();
        self.live.output.end_partials();
        if self.is_wrong || self.feed().is_err() {
            // What came after a wrong line is kept unread.
            self.reader = None;
            let _ = self.feed();
            return self.concluded(None);
        }
        let names = self.reader.as_ref().map_or_else(|| Some(before.clone()), |reader| reader.finish().ok());
        self.concluded(names)
    }

    fn concluded(self, names: Option<Bindings>) -> Conclusion {
        Conclusion { events: self.events, restless: self.restless, count: self.count, names }
    }

    fn since_start(&self, at: Instant) -> u64 {
        at.saturating_duration_since(self.live.started).as_micros() as u64
    }
}
