//! What a check prints: a line of JSON when a scenario begins, and one when it is over. The first lets the runner name the
//! scenario if the check itself does not come to its end.

#![expect(clippy::question_mark, reason = "in the code that nanoserde derives")]

use nanoserde::{DeJson, SerJson};

use crate::replay::Replay;

/// Version of the lines.
pub const SCHEMA: &str = "oslings/schedules/1";

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, SerJson, DeJson)]
pub struct ScenarioReport {
    /// [`SCHEMA`].
    pub schema: String,
    pub scenario: String,
    /// What the scenario tries, in the author's words.
    pub tries: String,
    pub state: State,
    /// Under how many schedules it was run.
    pub schedules: u32,
    pub wall_ms: u32,
    /// In how many processes: one, unless a run meets what an earlier one has left, or goes wrong.
    pub processes: u32,
    pub failure: Option<Failure>,
}

/// How far a scenario is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerJson, DeJson)]
pub enum State {
    Begun,
    Passed,
    Failed,
}

/// What went wrong, under which schedule, and how it came to it.
#[derive(Debug, Clone, PartialEq, Eq, SerJson, DeJson)]
pub struct Failure {
    pub kind: FailureKind,
    /// One sentence, without a full stop: what went wrong.
    pub message: String,
    /// The line it is about.
    pub place: Option<SourceLine>,
    pub schedule: u32,
    pub seed: u64,
    /// The lanes of the story, in the order in which the threads were started.
    pub threads: Vec<String>,
    /// How many steps, before those told or between them, are left out.
    pub earlier: u32,
    pub steps: Vec<Step>,
    /// Who waits for whom in the end; whole sentences.
    pub end: Vec<String>,
}

/// How it went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerJson, DeJson)]
pub enum FailureKind {
    /// Threads wait for each other, or for what no thread can do any more.
    Deadlock,
    /// The learner's part panicked.
    Panic,
    /// The scenario found something that is not as it must be.
    Broken,
    /// A thread runs on and on.
    Endless,
    /// A thread waits with a short limit, looks, and waits again.
    Napping,
    /// The process ended itself in the middle.
    Exited,
    /// The process was killed in the middle.
    Died,
    /// It asked for more memory than it may use.
    Memory,
    /// Nothing happened for a long time: a loop without an operation the scheduler knows, or a wait for something outside.
    Stuck,
}

/// What one thread did until another went on.
#[derive(Debug, Clone, PartialEq, Eq, SerJson, DeJson)]
pub struct Step {
    /// Index into [`Failure::threads`].
    pub thread: u32,
    pub acts: Vec<Act>,
}

/// What the last act of a thread that has come to its end is called.
pub const ENDS: &str = "ends";

/// One thing it did.
#[derive(Debug, Clone, PartialEq, Eq, SerJson, DeJson)]
pub struct Act {
    /// With the thread as its subject: "takes `state`".
    pub what: String,
    pub place: Option<SourceLine>,
    /// Without it the end is not understood: what a thread read last, and what made that untrue.
    pub decides: bool,
}

/// A line of source. The file without its folders.
#[derive(Debug, Clone, PartialEq, Eq, SerJson, DeJson)]
pub struct SourceLine {
    pub file: String,
    pub line: u32,
}

impl Failure {
    /// What runs this schedule again.
    #[must_use]
    pub fn replay(&self, scenario: &str) -> Replay {
        Replay { scenario: scenario.to_owned(), schedule: self.schedule, seed: self.seed }
    }
}

impl std::fmt::Display for SourceLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

impl ScenarioReport {
    /// As it is printed, without the newline.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.serialize_json()
    }

    /// What a line says; an error, in words, if it is not one of ours, or cut off.
    pub fn parse(line: &str) -> Result<Self, String> {
        // The parser may panic, or read for ever, where JSON ends in the middle.
        if !(line.starts_with('{') && line.ends_with('}')) {
            return Err(format!("expected a line of {SCHEMA}, found {:?}", line.chars().take(40).collect::<String>()));
        }
        let read = Self::deserialize_json(line).map_err(|error| format!("expected a line of {SCHEMA}: {error}"))?;
        if read.schema == SCHEMA { Ok(read) } else { Err(format!("expected {SCHEMA}, found {:?}", read.schema)) }
    }
}

/// What became of a check, from all that it printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The scenarios that came to an end, one way or the other.
    pub over: Vec<ScenarioReport>,
    /// The one that began and never ended.
    pub unfinished: Option<ScenarioReport>,
}

impl Report {
    /// Reads the whole of what a check printed; an error, in words, if it is not what a check prints.
    pub fn parse(printed: &str) -> Result<Self, String> {
        let mut report = Self::default();
        for line in printed.lines() {
            let line = ScenarioReport::parse(line)?;
            match line.state {
                State::Begun => report.unfinished = Some(line),
                State::Passed | State::Failed => {
                    report.unfinished = None;
                    report.over.push(line);
                }
            }
        }
        Ok(report)
    }

    /// The first scenario that failed, and how.
    #[must_use]
    pub fn failed(&self) -> Option<(&ScenarioReport, &Failure)> {
        self.over.iter().find_map(|line| Some((line, line.failure.as_ref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(state: State) -> ScenarioReport {
        let (scenario, tries) = ("a".to_owned(), "it says \"x\"".to_owned());
        ScenarioReport {
            schema: SCHEMA.to_owned(),
            scenario,
            tries,
            state,
            schedules: 3,
            wall_ms: 1,
            processes: 1,
            failure: None,
        }
    }

    #[test]
    fn a_report_is_read_back() {
        let place = Some(SourceLine { file: "buffer.rs".to_owned(), line: 31 });
        let act = Act { what: "takes `state`".to_owned(), place: place.clone(), decides: true };
        let failure = Failure {
            kind: FailureKind::Deadlock,
            message: "m".to_owned(),
            place,
            schedule: 17,
            seed: u64::MAX,
            threads: vec!["main".to_owned()],
            earlier: 2,
            steps: vec![Step { thread: 0, acts: vec![act] }],
            end: vec!["e".to_owned()],
        };
        let failed = ScenarioReport { failure: Some(failure.clone()), ..line(State::Failed) };
        let printed = [line(State::Begun), line(State::Passed), line(State::Begun), failed.clone()]
            .map(|line| line.to_json())
            .join("\n");
        let report = Report::parse(&printed).unwrap();
        assert_eq!(report.over.len(), 2);
        assert_eq!(report.unfinished, None);
        assert_eq!(report.failed(), Some((&failed, &failure)));
        assert_eq!(failure.replay("a").to_string(), format!("a/17@{}", u64::MAX));
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        let whole = line(State::Passed).to_json();
        Report::parse(&whole[..whole.len() - 1]).unwrap_err();
        Report::parse("hello").unwrap_err();
        assert_eq!(Report::parse(&line(State::Begun).to_json()).unwrap().unfinished, Some(line(State::Begun)));
    }
}
