//! What a person, a script or a CI server sees.
//!
//! ```text
//! explain     a judgement -> the reason, the evidence, the next thing to do
//! rustc       a compiler's message, cut
//! text        reports, summaries, lists, the greeting, faults, for a person
//! styled      text with meaning, no colours yet
//! layout      wrapped, cut and aligned for a width
//! paint       with colour or without
//! terminal    what the place written to can do
//! progress    the one line that is rewritten
//! json        for scripts: oslings/check/1
//! junit       for CI servers
//! transcript  a run as it went
//! ```
//!
//! Nothing that a program printed gets here but through `expect::visible`.

pub mod explain;
pub mod json;
pub mod junit;
pub mod progress;
pub mod rustc;
pub mod summary;
pub mod text;
pub mod transcript;

use nanoserde::{DeBin, SerBin};

use fault::Fault;
use outcome::BuildFailure;
use verdict::Verdict;
use verdict::tried::CASE;

pub use display::paint::{ColorChoice, Painter};
pub use display::styled::Styled;
pub use display::{paint, styled, terminal};
pub use explain::{Case, Subject, explain, explain_repeats};
pub use progress::{Progress, ProgressLine, Stage};
pub use summary::Summary;

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum SubjectKind {
    /// The student's own program.
    Exercise,
    /// The reference solution in its place.
    Solution,
    Demo,
    /// The sessions on a lesson's page.
    Lesson,
}

impl SubjectKind {
    /// As in JSON.
    pub fn name(self) -> &'static str {
        match self {
            SubjectKind::Exercise => "exercise",
            SubjectKind::Solution => "solution",
            SubjectKind::Demo => "demo",
            SubjectKind::Lesson => "lesson",
        }
    }
}

/// What is said of an exercise, its solution, a demo or a lesson's page.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct ExerciseReport {
    /// `fork_wait/fork_sum`
    pub id: String,
    pub kind: SubjectKind,
    pub title: String,
    /// Of the cases that fail: what is wrong under a schedule above all, since it is wrong for certain; then Flaky; then
    /// the first. That nothing is proven comes last. Pass if all pass.
    pub verdict: Verdict,
    pub points: u32,
    pub max_points: u32,
    /// From the beginning of its first run to the end of its last, without compiling, in milliseconds. Several run at once.
    pub wall_ms: u64,
    /// The stub as it was delivered, untouched.
    pub todo: bool,
    pub cases: Vec<CaseReport>,
    /// Under `--repeat`: runs of all cases that passed, and runs.
    pub repeats: Option<(u32, u32)>,
    /// Known from an earlier check.
    pub cached: bool,
    /// Why what its processes did could not be observed, if so: then only what was printed is judged.
    pub unobserved: Option<String>,
    /// Why its part could not be tried under many schedules, if it was to be: then only the runs for real are judged.
    pub untried: Option<String>,
}

/// What is said of one case.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct CaseReport {
    pub name: String,
    pub verdict: Verdict,
    /// `WrongOutput in case uneven`; empty if it passes.
    pub head: String,
    /// The reason in plain words, one paragraph without colours; empty if it passes.
    pub message: String,
    /// Wall time in milliseconds.
    pub wall_ms: u64,
    /// At how many moments its step `at every moment` was tried besides, if it has one and passes.
    pub moments: u32,
    /// The explanation as a person sees it; empty if it passes.
    pub body: Styled,
}

/// What an [`ExerciseReport`] is made of, beside its cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub id: String,
    pub kind: SubjectKind,
    pub title: String,
    pub max_points: u32,
    pub todo: bool,
}

impl ExerciseReport {
    /// Sums up the cases. Points are given for all cases together or not at all.
    pub fn new(header: Header, cases: Vec<CaseReport>) -> ExerciseReport {
        let rank = |case: &CaseReport| {
            let is_scheduled = case.name == CASE;
            match (case.verdict == Verdict::Unproven, is_scheduled, case.verdict == Verdict::Flaky) {
                (true, ..) => 3,
                (false, true, _) => 0,
                (false, false, true) => 1,
                (false, false, false) => 2,
            }
        };
        let wrong = cases.iter().filter(|case| !case.verdict.is_pass()).min_by_key(|case| rank(case));
        let verdict = wrong.map_or(Verdict::Pass, |case| case.verdict);
        ExerciseReport {
            points: if verdict.is_pass() { header.max_points } else { 0 },
            wall_ms: cases.iter().map(|case| case.wall_ms).sum(),
            id: header.id,
            kind: header.kind,
            title: header.title,
            verdict,
            max_points: header.max_points,
            todo: header.todo && !verdict.is_pass(),
            cases,
            repeats: None,
            cached: false,
            unobserved: None,
            untried: None,
        }
    }

    /// The report of a program that does not compile.
    pub fn build_failed(header: Header, failure: &BuildFailure) -> ExerciseReport {
        let verdict = Verdict::of_build(failure);
        let case = CaseReport {
            name: "build".to_owned(),
            verdict,
            head: verdict.title().to_owned(),
            message: failure.message(),
            wall_ms: 0,
            moments: 0,
            body: rustc::explain(failure),
        };
        ExerciseReport::new(header, vec![case])
    }

    /// Would it come out the same next time? A compiler's message may depend on more than we know; what was not observed
    /// or not tried may be next time.
    pub fn is_lasting(&self) -> bool {
        self.verdict != Verdict::BuildFailed && self.unobserved.is_none() && self.untried.is_none()
    }

    /// The case whose explanation is shown: the one that gave the verdict.
    pub fn failing_case(&self) -> Option<&CaseReport> {
        let gave_it = |case: &&CaseReport| case.verdict == self.verdict && !case.verdict.is_pass();
        let scheduled = self.cases.iter().find(|case| case.name == CASE);
        scheduled.filter(gave_it).or_else(|| self.cases.iter().find(gave_it))
    }

    /// Cases that pass.
    pub fn passed_cases(&self) -> usize {
        self.cases.iter().filter(|case| case.verdict.is_pass()).count()
    }
}

impl CaseReport {
    /// A case in which all is well.
    pub fn pass(name: impl Into<String>, wall_ms: u64) -> CaseReport {
        CaseReport {
            name: name.into(),
            verdict: Verdict::Pass,
            head: String::new(),
            message: String::new(),
            wall_ms,
            moments: 0,
            body: Styled::new(),
        }
    }
}

/// Writes a fault to standard error. It has stopped everything.
pub fn say_fault(fault: &Fault) {
    let painter = Painter::from_env(ColorChoice::Auto, &std::io::stderr());
    eprint!("{}", painter.paint(&text::fault(fault, text::Others::Stopped)));
}
