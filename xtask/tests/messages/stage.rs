//! Recorded runs, made by hand, and what a person is told about them.

use expect::session::Stream;
use expect::{Bindings, Session};
use xtask::outcome::{CommandOutcome, Ended, Event, Left, LeftState, Observed, SolutionRun, StepDone, Stopped};
use xtask::report::paint::{Ink, Painter};
use xtask::report::styled::{Block, Style};
use xtask::report::text::{self, Detail};
use xtask::report::{CaseReport, ExerciseReport, Header, SubjectKind, explain};
use xtask::run::Outcome;
use xtask::verdict::{CheckFn, Judgement, judge};

/// What a command did. It did nothing, and ended well, until something else is said.
#[derive(Clone)]
pub struct Play {
    run: CommandOutcome,
}

impl Play {
    pub fn new() -> Play {
        Play {
            run: CommandOutcome {
                env: Vec::new(),
                words: Vec::new(),
                bound: Vec::new(),
                events: Vec::new(),
                ended: Ended::Exited { code: 0 },
                stopped: None,
                restless: Vec::new(),
                failed: Vec::new(),
                met: None,
                observed: Observed::Unasked,
                hang: None,
                left: Vec::new(),
                files: Vec::new(),
                no_files: Vec::new(),
                solution: None,
                wall_us: 310_000,
                cpu_us: 0,
                peak_memory_bytes: 0,
            },
        }
    }

    /// Lines on standard output; the last one without a newline if the text has none at its end.
    pub fn out(self, text: &str) -> Play {
        self.bytes(Stream::Stdout, text.as_bytes())
    }

    /// Lines on standard error.
    pub fn err(self, text: &str) -> Play {
        self.bytes(Stream::Stderr, text.as_bytes())
    }

    pub fn bytes(mut self, stream: Stream, text: &[u8]) -> Play {
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            let (text, newline) = line.strip_suffix(b"\n").map_or((line, false), |line| (line, true));
            self.run.events.push(Event::Line { stream, text: text.to_vec(), newline, at_us: 0 });
        }
        self
    }

    /// The next step was done.
    pub fn step(self) -> Play {
        self.step_done(StepDone::Done { bound: Vec::new() })
    }

    pub fn step_done(mut self, done: StepDone) -> Play {
        let phase = self.run.events.iter().filter(|event| matches!(event, Event::Step { .. })).count() as u32;
        self.run.events.push(Event::Step { phase, done, at_us: 0 });
        self
    }

    pub fn exit(mut self, code: i32) -> Play {
        self.run.ended = Ended::Exited { code };
        self
    }

    pub fn killed(mut self, signal: i32) -> Play {
        self.run.ended = Ended::Signaled { signal, core: false };
        self
    }

    /// The supervisor killed it.
    pub fn stopped(mut self, stopped: Stopped) -> Play {
        if let Stopped::Deadline { after_ms } = stopped {
            self.run.wall_us = after_ms * 1000;
        }
        self.run.stopped = Some(stopped);
        self.killed(9)
    }

    /// How long it took, and how much of that the processor worked for it.
    pub fn took(mut self, wall_ms: u64, cpu_ms: u64) -> Play {
        (self.run.wall_us, self.run.cpu_us) = (wall_ms * 1000, cpu_ms * 1000);
        self
    }

    /// Who waited for whom when the time was up.
    pub fn hang(mut self, kind: hang::HangKind, sentences: &[&str]) -> Play {
        let sentences = sentences.iter().map(|text| (*text).to_owned()).collect();
        self.run.hang = Some(hang::Explanation { kind, sentences, waits: Vec::new() });
        self
    }

    pub fn left(mut self, pid: i32, command: &str, state: LeftState) -> Play {
        self.run.left.push(Left { pid, command: command.into(), state });
        self
    }

    pub fn file(mut self, name: &str, content: Option<&str>) -> Play {
        self.run.files.push((name.to_owned(), content.map(|text| text.as_bytes().to_vec())));
        self
    }

    pub fn bound(mut self, name: &str, value: &str) -> Play {
        self.run.bound.push((name.to_owned(), value.into()));
        self
    }

    /// Anything else that the supervisor recorded.
    pub fn with(mut self, record: impl FnOnce(&mut CommandOutcome)) -> Play {
        record(&mut self.run);
        self
    }

    /// What ours printed.
    pub fn solution(mut self, stdout: &str) -> Play {
        let files = Vec::new();
        self.run.solution = Some(SolutionRun { stdout: stdout.into(), ended: Ended::Exited { code: 0 }, files });
        self
    }
}

/// The case `uneven` of an exercise, or another.
pub struct Case<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub kind: SubjectKind,
    pub session: Session,
    pub checks: &'a [(&'a str, CheckFn)],
}

impl<'a> Case<'a> {
    pub fn new(id: &'a str, name: &'a str, session: &str) -> Case<'a> {
        let session = expect::parse(session).unwrap_or_else(|error| panic!("{error:?}"));
        Case { id, name, kind: SubjectKind::Exercise, session, checks: &[] }
    }

    /// Its program may run no other unasked.
    pub fn of_exercise(mut self, slug: &str) -> Case<'a> {
        for command in &mut self.session.commands {
            command.exercise = Some(slug.to_owned());
        }
        self
    }

    /// The outcome, each command's words filled in as the supervisor does.
    pub fn outcome(&self, plays: &[Play]) -> Outcome {
        let mut names = Bindings::new();
        let mut commands = Vec::new();
        for (command, play) in self.session.commands.iter().zip(plays) {
            let mut run = play.run.clone();
            names.extend(run.bound.iter().cloned());
            run.env = command
                .env
                .iter()
                .map(|(name, value)| (name.clone(), value.fill(&names).expect("only bound names")))
                .collect();
            run.words = command.words.iter().map(|word| word.fill(&names).expect("only bound names")).collect();
            commands.push(run);
        }
        Outcome { commands, fault: None, wall_us: 310_000, supervisor_cpu_us: 10_000 }
    }

    pub fn judge(&self, plays: &[Play]) -> Judgement {
        judge(&self.session, &self.outcome(plays), self.checks).expect("no fault of the course")
    }

    pub fn explain(&self, plays: &[Play]) -> CaseReport {
        let subject = explain::Subject { id: self.id, kind: self.kind };
        let case = explain::Case { subject, name: self.name, session: &self.session };
        explain::explain(&case, &self.outcome(plays), &self.judge(plays))
    }

    pub fn report(&self, plays: &[Play]) -> ExerciseReport {
        ExerciseReport::new(header(self.id, self.kind), vec![self.explain(plays)])
    }

    /// What a person reads, without colour in 80 columns.
    pub fn framed(&self, plays: &[Play]) -> String {
        let text = Painter::plain(80).paint(&text::exercise(&self.report(plays), Detail::Full));
        assert!(!text.contains(|letter: char| letter.is_control() && letter != '\n'), "{text:?}");
        assert!(text.lines().count() <= 24, "more than a screen:\n{text}");
        text
    }

    /// The part of it that no other case has, and under it the verdict and the message for scripts. The rest is in `frame`.
    pub fn told(&self, plays: &[Play]) -> String {
        self.framed(plays); // it fits on a screen and is harmless
        body(&self.explain(plays))
    }

    /// All of it in colour, escapes shown as `ESC`, at any width.
    pub fn told_in_colour(&self, plays: &[Play], width: usize) -> String {
        let painter = Painter { ink: Ink::Colour, width };
        painter.paint(&text::exercise(&self.report(plays), Detail::Full)).replace('\x1b', "ESC")
    }
}

/// Reason and evidence without the headline and without the commands that are recommended last; the
/// verdict and the message for scripts.
pub fn body(report: &CaseReport) -> String {
    let mut body = report.body.clone();
    if let Some(Block::Items { items, .. }) = body.lines.last_mut() {
        items.retain(|item| item.iter().all(|span| span.style != Style::Command));
        if items.is_empty() {
            body.lines.pop();
        }
    }
    format!("{}[{}] {}\n", Painter::plain(80).paint(&body), report.verdict.name(), report.message)
}

pub fn header(id: &str, kind: SubjectKind) -> Header {
    Header { id: id.to_owned(), kind, title: "A title".to_owned(), max_points: 10, todo: false }
}
