//! For scripts: one JSON object of the schema `oslings/check/1`. Fields are only ever added.

use nanoserde::{DeJson, SerJson};

use super::{ExerciseReport, Summary};

/// The name of the format.
pub const SCHEMA: &str = "oslings/check/1";

#[derive(Debug, Clone, PartialEq, SerJson, DeJson)]
struct Document {
    schema: String,
    tool: Tool,
    summary: Totals,
    results: Vec<Outcome>,
    /// What could not be checked, by the fault of the course or the runner.
    faults: Vec<Trouble>,
}

#[derive(Debug, Clone, PartialEq, SerJson, DeJson)]
struct Tool {
    name: String,
    version: String,
}

#[derive(Debug, Clone, PartialEq, SerJson, DeJson)]
struct Totals {
    passed: u32,
    failed: u32,
    todo: u32,
    points: u32,
    max_points: u32,
    wall_ms: u64,
}

#[derive(Debug, Clone, PartialEq, SerJson, DeJson)]
struct Outcome {
    id: String,
    kind: String,
    title: String,
    verdict: String,
    points: u32,
    max_points: u32,
    wall_ms: u64,
    /// The stub as it was delivered.
    todo: bool,
    /// Known from an earlier check.
    cached: bool,
    /// What its processes did was seen; if not, only what they printed is judged.
    observed: bool,
    /// Its part was tried under many schedules, where one is to be.
    scheduled: bool,
    /// Runs under `--repeat`: those that passed, and all. Without it both are 0.
    runs_passed: u32,
    runs: u32,
    cases: Vec<Case>,
}

#[derive(Debug, Clone, PartialEq, SerJson, DeJson)]
struct Case {
    name: String,
    verdict: String,
    message: String,
    wall_ms: u64,
    /// At how many moments its step `at every moment` was tried besides; 0 where it has none, or fails.
    moments: u32,
}

#[derive(Debug, Clone, PartialEq, SerJson, DeJson)]
struct Trouble {
    place: String,
    message: String,
}

/// The document, with a newline at its end.
pub fn write(reports: &[ExerciseReport], summary: &Summary) -> String {
    let document = Document {
        schema: SCHEMA.to_owned(),
        tool: Tool { name: "oslings".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        summary: totals(summary),
        results: reports.iter().map(outcome).collect(),
        faults: summary.faults.iter().map(trouble).collect(),
    };
    let mut text = document.serialize_json();
    text.push('\n');
    text
}

fn totals(summary: &Summary) -> Totals {
    Totals {
        passed: summary.passed,
        failed: summary.failed,
        todo: summary.todo,
        points: summary.points,
        max_points: summary.max_points,
        wall_ms: summary.wall_ms,
    }
}

fn outcome(report: &ExerciseReport) -> Outcome {
    let (runs_passed, runs) = report.repeats.unwrap_or_default();
    Outcome {
        id: report.id.clone(),
        kind: report.kind.name().to_owned(),
        title: report.title.clone(),
        verdict: report.verdict.name().to_owned(),
        points: report.points,
        max_points: report.max_points,
        wall_ms: report.wall_ms,
        todo: report.todo,
        cached: report.cached,
        observed: report.unobserved.is_none(),
        scheduled: report.untried.is_none(),
        runs_passed,
        runs,
        cases: report.cases.iter().map(case).collect(),
    }
}

fn case(case: &super::CaseReport) -> Case {
    Case {
        name: case.name.clone(),
        verdict: case.verdict.name().to_owned(),
        message: case.message.clone(),
        wall_ms: case.wall_ms,
        moments: case.moments,
    }
}

fn trouble(fault: &fault::Fault) -> Trouble {
    Trouble { place: fault.place.clone().unwrap_or_default(), message: fault.message.clone() }
}

#[cfg(test)]
mod tests {
    use nanoserde::DeJson;

    use super::{Document, SCHEMA, write};
    use crate::{CaseReport, ExerciseReport, Header, SubjectKind, Summary};
    use fault::Fault;
    use verdict::Verdict;

    #[test]
    fn it_reads_back_with_every_odd_character() {
        let odd = "quote \" backslash \\ newline \n tab \t bell \u{7} é 🐑 \u{2028}";
        let mut case = CaseReport::pass("readme", 12);
        case.verdict = Verdict::WrongOutput;
        case.message = odd.to_owned();
        let header = Header {
            id: "sys/echo_args".into(),
            kind: SubjectKind::Exercise,
            title: odd.into(),
            max_points: 10,
            todo: false,
        };
        let reports = [ExerciseReport::new(header, vec![case])];
        let summary = Summary::of(&reports, &[Fault::course("no such file").at("a.toml:1:2")], 31);
        let text = write(&reports, &summary);
        assert!(text.starts_with(r#"{"schema":"oslings/check/1","tool":{"name":"oslings","version":""#), "{text}");
        assert!(!text.trim_end().contains(|letter: char| letter.is_control()), "{text}");

        let document = Document::deserialize_json(&text).unwrap();
        assert_eq!(document.schema, SCHEMA);
        assert_eq!((document.summary.passed, document.summary.failed, document.summary.max_points), (0, 1, 10));
        assert_eq!(document.results[0].title, odd);
        assert_eq!(document.results[0].verdict, "wrong-output");
        assert_eq!(document.results[0].cases[0].message, odd);
        assert_eq!(document.faults[0].place, "a.toml:1:2");
    }
}
