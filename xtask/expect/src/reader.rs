//! A whole command, read as it happens: its phases, its steps, its end.
//!
//! The supervisor uses it to know when a step is due and when no continuation is possible any more; the verdict
//! replays the recorded run through it. So both always agree.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::matcher::{Candidate, Matcher, Refused};
use crate::pattern::Bindings;
use crate::session::{Command, Node, Phase, Step, Stream};

/// Where and how the output went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    pub stream: Stream,
    /// Index of the offending line among all lines of that stream, from 0; their number if the output ended too early.
    pub index: usize,
    pub what: MismatchKind,
    /// Names bound so far.
    pub bindings: Bindings,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MismatchKind {
    /// This line came; these could have come.
    Line { got: Vec<u8>, newline: bool, candidates: Vec<Candidate> },
    /// The output ended; these were still to come.
    Ended { candidates: Vec<Candidate> },
    /// It matches, but only a newline is missing at its end (or there is one too many).
    Newline { got: Vec<u8>, expected_newline: bool },
    /// The line came before the step that it may only follow. `step` is the step's line in the case.
    BeforeStep { got: Vec<u8>, step: u32 },
    /// `@not` on this line of the case.
    Forbidden { got: Vec<u8>, line: u32 },
    /// The case has too many readings: a fault of the course.
    TooAmbiguous,
}

/// Reads one command's run.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    command: &'a Command,
    phase: usize,
    stdout: Matcher<'a>,
    stderr: Stderr<'a>,
    /// What steps have bound since the phase has had a line.
    bound_by_steps: Bindings,
    /// Lines that have come in this phase, on both streams.
    lines_in_phase: usize,
    seen: Seen,
    /// What is to be said of the lines so far, once it was asked for.
    judged: OnceLock<Judged>,
}

/// Lines of the whole command, by stream.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    stdout: usize,
    stderr: usize,
}

/// How the lines on standard error are read.
#[derive(Debug, Clone)]
enum Stderr<'a> {
    /// At once: they share no name with those on standard output.
    AtOnce(Matcher<'a>),
    /// When standard output is complete and has bound its names. Until then they are kept.
    Afterwards(Vec<(Vec<u8>, bool)>),
}

#[derive(Debug, Clone)]
struct Judged {
    bindings: Bindings,
    standing: Standing,
}

/// Where the phase stands.
#[derive(Debug, Clone)]
enum Standing {
    Complete,
    /// Lines are missing on this stream.
    Missing(Stream),
    /// What was kept of standard error does not fit, or not yet.
    Unfit(Mismatch),
}

impl<'a> Reader<'a> {
    /// `bindings`: what earlier commands and the setup have bound.
    pub fn new(command: &'a Command, bindings: &Bindings) -> Reader<'a> {
        let phase = &command.phases[0];
        Reader {
            command,
            phase: 0,
            stdout: Matcher::new(&phase.stdout, bindings),
            stderr: Stderr::new(phase, bindings),
            bound_by_steps: Bindings::new(),
            lines_in_phase: 0,
            seen: Seen::default(),
            judged: OnceLock::new(),
        }
    }

    /// The phase being read.
    pub fn phase(&self) -> &'a Phase {
        &self.command.phases[self.phase]
    }

    /// Takes a line of output, without its newline. An error is final: no continuation is possible.
    /// Lines on standard error that share names with standard output are kept and judged when that is complete.
    pub fn line(&mut self, stream: Stream, text: &[u8], newline: bool) -> Result<(), Mismatch> {
        self.lines_in_phase += 1;
        let index = self.seen.count(stream);
        self.forbidden(stream, text, index)?;
        self.judged = OnceLock::new();
        let step = self.phase().step.as_ref().map(|step| step.line);
        let matcher = match (stream, &mut self.stderr) {
            (Stream::Stdout, _) => &mut self.stdout,
            (Stream::Stderr, Stderr::AtOnce(matcher)) => matcher,
            (Stream::Stderr, Stderr::Afterwards(lines)) => {
                lines.push((text.to_vec(), newline));
                return Ok(());
            }
        };
        feed(matcher, text, newline, step).map_err(|what| Mismatch {
            stream,
            index,
            what,
            bindings: matcher.bindings(),
        })
    }

    fn forbidden(&self, stream: Stream, text: &[u8], index: usize) -> Result<(), Mismatch> {
        if self.command.forbidden.is_empty() {
            return Ok(());
        }
        let bindings = self.bindings();
        let here = self.command.forbidden.iter().filter(|forbidden| forbidden.stream == stream);
        match here.into_iter().find(|forbidden| forbidden.pattern.matches(text, bindings).is_some()) {
            Some(forbidden) => {
                let what = MismatchKind::Forbidden { got: text.to_vec(), line: forbidden.line };
                Err(Mismatch { stream, index, what, bindings: bindings.clone() })
            }
            None => Ok(()),
        }
    }

    /// The step that is due: every line before it has appeared, on both streams. None in the last phase.
    pub fn due(&self) -> Option<&'a Step> {
        let step = self.phase().step.as_ref()?;
        matches!(self.judged().standing, Standing::Complete).then_some(&step.what)
    }

    /// The due step is about to be done and the program is at rest: goes to the next phase.
    /// The names are those of the first complete reading.
    pub fn enter_next_phase(&mut self) {
        if self.phase().step.is_none() {
            return;
        }
        let bindings = self.bindings().clone();
        self.phase += 1;
        self.start_phase(&bindings);
    }

    fn start_phase(&mut self, bindings: &Bindings) {
        let phase = self.phase();
        self.stdout = Matcher::new(&phase.stdout, bindings);
        self.stderr = Stderr::new(phase, bindings);
        self.bound_by_steps.clear();
        self.lines_in_phase = 0;
        self.judged = OnceLock::new();
    }

    /// What a step bound (a connection's port, the holes of a received line). The same before and after
    /// [`Reader::enter_next_phase`].
    pub fn bind(&mut self, name: &str, value: &[u8]) {
        if self.bindings().get(name).is_some_and(|known| known == value) {
            return;
        }
        if self.lines_in_phase == 0 {
            let mut bindings = self.bindings().clone();
            bindings.insert(name.to_string(), value.to_vec());
            self.start_phase(&bindings);
        } else {
            self.bound_by_steps.insert(name.to_string(), value.to_vec());
            self.judged = OnceLock::new();
        }
    }

    /// What is bound so far; when a step is due, this phase's names as well.
    pub fn bindings(&self) -> &Bindings {
        &self.judged().bindings
    }

    /// The output has ended: is everything there? Gives the final bindings.
    pub fn finish(&self) -> Result<Bindings, Mismatch> {
        let judged = self.judged();
        match (&judged.standing, &self.stderr) {
            (Standing::Complete, _) => {}
            (Standing::Unfit(mismatch), _) => return Err(mismatch.clone()),
            (Standing::Missing(Stream::Stderr), Stderr::AtOnce(matcher)) => self.complete(Stream::Stderr, matcher)?,
            (Standing::Missing(_), _) => self.complete(Stream::Stdout, &self.stdout)?,
        }
        // Steps that were never done: nothing may be missing behind them.
        for phase in &self.command.phases[self.phase + 1..] {
            for (stream, nodes) in [(Stream::Stdout, &phase.stdout), (Stream::Stderr, &phase.stderr)] {
                self.complete(stream, &Matcher::new(nodes, &judged.bindings))?;
            }
        }
        Ok(judged.bindings.clone())
    }

    fn judged(&self) -> &Judged {
        self.judged.get_or_init(|| {
            let (mut bindings, standing) = self.judge();
            bindings.extend(self.bound_by_steps.clone());
            Judged { bindings, standing }
        })
    }

    fn judge(&self) -> (Bindings, Standing) {
        let Some(stdout) = self.stdout.accepted() else {
            return (self.stdout.bindings(), Standing::Missing(Stream::Stdout));
        };
        match &self.stderr {
            Stderr::AtOnce(matcher) => {
                let mut bindings = stdout.clone();
                match matcher.accepted() {
                    Some(names) => {
                        bindings.extend(names.clone());
                        (bindings, Standing::Complete)
                    }
                    None => (bindings, Standing::Missing(Stream::Stderr)),
                }
            }
            Stderr::Afterwards(lines) => match self.stderr_afterwards(lines, stdout) {
                Ok(bindings) => (bindings, Standing::Complete),
                Err(mismatch) => (stdout.clone(), Standing::Unfit(mismatch)),
            },
        }
    }

    fn stderr_afterwards(&self, lines: &[(Vec<u8>, bool)], bindings: &Bindings) -> Result<Bindings, Mismatch> {
        let phase = self.phase();
        let step = phase.step.as_ref().map(|step| step.line);
        let mut matcher = Matcher::new(&phase.stderr, bindings);
        let first = self.seen.stderr - lines.len();
        for (offset, (text, newline)) in lines.iter().enumerate() {
            feed(&mut matcher, text, *newline, step).map_err(|what| {
                let bindings = matcher.bindings();
                Mismatch { stream: Stream::Stderr, index: first + offset, what, bindings }
            })?;
        }
        self.complete(Stream::Stderr, &matcher)?;
        Ok(matcher.accepted().unwrap_or(bindings).clone())
    }

    fn complete(&self, stream: Stream, matcher: &Matcher) -> Result<(), Mismatch> {
        if matcher.accepted().is_some() {
            return Ok(());
        }
        let what = MismatchKind::Ended { candidates: matcher.candidates() };
        Err(Mismatch { stream, index: self.seen.of(stream), what, bindings: matcher.bindings() })
    }
}

impl<'a> Stderr<'a> {
    fn new(phase: &'a Phase, bindings: &Bindings) -> Stderr<'a> {
        let unbound = |nodes| names_of(nodes).into_iter().filter(|name| !bindings.contains_key(*name)).collect();
        let (on_stdout, on_stderr): (BTreeSet<&str>, BTreeSet<&str>) = (unbound(&phase.stdout), unbound(&phase.stderr));
        if on_stdout.is_disjoint(&on_stderr) {
            Stderr::AtOnce(Matcher::new(&phase.stderr, bindings))
        } else {
            Stderr::Afterwards(Vec::new())
        }
    }
}

impl Seen {
    fn of(self, stream: Stream) -> usize {
        match stream {
            Stream::Stdout => self.stdout,
            Stream::Stderr => self.stderr,
        }
    }

    /// Counts a line and gives its index.
    fn count(&mut self, stream: Stream) -> usize {
        let count = match stream {
            Stream::Stdout => &mut self.stdout,
            Stream::Stderr => &mut self.stderr,
        };
        *count += 1;
        *count - 1
    }
}

/// `step`: the line of the step that ends the phase.
fn feed(matcher: &mut Matcher, text: &[u8], newline: bool, step: Option<u32>) -> Result<(), MismatchKind> {
    let candidates = match matcher.feed(text, newline) {
        Ok(()) => return Ok(()),
        Err(Refused::TooAmbiguous) => return Err(MismatchKind::TooAmbiguous),
        Err(Refused::NoReading(candidates)) => candidates,
    };
    let got = text.to_vec();
    if matcher.clone().feed(text, !newline).is_ok() {
        return Err(MismatchKind::Newline { got, expected_newline: !newline });
    }
    match step {
        Some(step) if matcher.accepted().is_some() => Err(MismatchKind::BeforeStep { got, step }),
        _ => Err(MismatchKind::Line { got, newline, candidates }),
    }
}

fn names_of(nodes: &[Node]) -> Vec<&str> {
    let lines = nodes.iter().flat_map(|node| match node {
        Node::Line(line) => vec![line],
        Node::Skip { .. } => Vec::new(),
        Node::Unordered { lines, .. } => lines.iter().collect(),
        Node::Interleave { streams, .. } => streams.iter().flat_map(|stream| &stream.lines).collect(),
    });
    lines.flat_map(|line| line.pattern.names()).collect()
}

#[cfg(test)]
mod tests;
