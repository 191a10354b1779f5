//! A part tried under many schedules, one more case: which schedules, and what came of it. Pure.

use expect::session::Stream;

use schedules::replay::Replay;
use schedules::report::{Failure, FailureKind, Report, ScenarioReport};

use crate::Verdict;
use outcome::{CommandOutcome, Ended, Event, Outcome, Stopped, output};

/// What the case is called.
pub const CASE: &str = "schedules";

/// Which schedules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Schedules {
    /// As many as the exercise says, of each scenario.
    Many,
    /// This one again.
    Again(Replay),
}

/// What came of a trial.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    pub ending: Ending,
    /// Wall time in milliseconds.
    pub wall_ms: u64,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Ending {
    /// Every schedule of every scenario was well.
    Passed,
    Failed(Box<Failed>),
    Cut(Cut),
}

/// A scenario that went wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Failed {
    pub scenario: String,
    /// What it tries, in the author's words.
    pub tries: String,
    /// How many schedules were tried, the one that went wrong among them.
    pub schedules: u32,
    pub failure: Failure,
}

/// The supervisor ended the check before its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    pub verdict: Verdict,
    /// In which scenario, and what it tries, if that is known.
    pub during: Option<(String, String)>,
    /// With the check as its subject: `was not over after 20.0 s`.
    pub why: String,
}

impl Tried {
    /// From what the check has printed and how it ended; an error, in words, if that says nothing.
    pub fn of(outcome: &Outcome) -> Result<Tried, String> {
        if let Some(fault) = &outcome.fault {
            return Err(fault.clone());
        }
        let run = outcome.commands.first().ok_or("the check under many schedules was never started")?;
        let wall_ms = outcome.wall_us / 1000;
        let report = Report::parse(&String::from_utf8_lossy(&output(&run.events, Stream::Stdout)))
            .map_err(|error| format!("the check under many schedules: {error}"));
        if let Some(stopped) = &run.stopped {
            let during = report.ok().and_then(|report| report.unfinished);
            return Ok(Tried { ending: Ending::Cut(cut(stopped, during)?), wall_ms });
        }
        let report = report?;
        let failed = report.failed().map(|(line, failure)| failed(line, failure));
        let ending = match (run.ended, failed) {
            (Ended::Exited { code: 0 }, None) if report.unfinished.is_none() => Ending::Passed,
            (Ended::Exited { code: 1 }, Some(failed)) => Ending::Failed(Box::new(failed)),
            (ended, _) => return Err(format!("the check under many schedules says nothing{}", how(run, ended))),
        };
        Ok(Tried { ending, wall_ms })
    }

    pub fn verdict(&self) -> Verdict {
        match &self.ending {
            Ending::Passed => Verdict::Pass,
            Ending::Failed(failed) => verdict_of(failed.failure.kind),
            Ending::Cut(cut) => cut.verdict,
        }
    }
}

fn verdict_of(kind: FailureKind) -> Verdict {
    match kind {
        FailureKind::Deadlock => Verdict::Deadlock,
        FailureKind::Broken => Verdict::WrongOutput,
        FailureKind::Panic | FailureKind::Exited => Verdict::WrongExit,
        FailureKind::Endless | FailureKind::Napping => Verdict::BusyWait,
        FailureKind::Died => Verdict::Signaled,
        FailureKind::Memory => Verdict::MemoryLimit,
        FailureKind::Stuck => Verdict::TimedOut,
    }
}

fn failed(line: &ScenarioReport, failure: &Failure) -> Failed {
    Failed {
        scenario: line.scenario.clone(),
        tries: line.tries.clone(),
        schedules: line.schedules,
        failure: failure.clone(),
    }
}

fn cut(stopped: &Stopped, during: Option<ScenarioReport>) -> Result<Cut, String> {
    let (verdict, why) = match stopped {
        Stopped::Deadline { after_ms } => (Verdict::TimedOut, format!("was not over after {} s", after_ms / 1000)),
        Stopped::MemoryLimit { bytes } => (Verdict::MemoryLimit, format!("used more than {} MiB", bytes >> 20)),
        Stopped::FolderLimit { bytes } => {
            (Verdict::OutputLimit, format!("kept more than {} MiB in files", bytes >> 20))
        }
        Stopped::ProcessLimit { processes } => (Verdict::ProcessLimit, format!("started {processes} processes")),
        Stopped::ThreadLimit { .. } => (Verdict::ProcessLimit, "could not start another thread".to_owned()),
        Stopped::Forbidden { what } => (Verdict::Forbidden, what.clone()),
        Stopped::Interrupted => return Err("interrupted".to_owned()),
        Stopped::OutputLimit { .. } | Stopped::Within { .. } | Stopped::NoContinuation | Stopped::StepFailed => {
            return Err("the check under many schedules does not say what came of it".to_owned());
        }
    };
    Ok(Cut { verdict, during: during.map(|line| (line.scenario, line.tries)), why })
}

/// How it ended, with its last words.
fn how(run: &CommandOutcome, ended: Ended) -> String {
    let how = match ended {
        Ended::Exited { code } => format!(" (exit code {code})"),
        Ended::Signaled { signal, .. } => format!(" (killed by signal {signal})"),
        Ended::NotStarted => " (it was not started)".to_owned(),
    };
    let last = run.events.iter().rev().find_map(|event| match event {
        Event::Line { stream: Stream::Stderr, text, .. } => Some(expect::visible::visible(text)),
        Event::Line { .. } | Event::Step { .. } => None,
    });
    last.map_or(how.clone(), |last| format!("{how}: {last}"))
}
