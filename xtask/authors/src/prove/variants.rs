//! The programs of which something is claimed: the stub, an empty main and those of `wrong/` fail, those of `right/` pass.

use std::path::{Path, PathBuf};

use xtask::build::variants::Variant;
use xtask::build::{Artifact, BuildFailure};
use xtask::course::Exercise;
use xtask::course::right::right_programs;
use xtask::course::sources::Sources;
use xtask::course::wrong::wrong_programs;
use xtask::report::ExerciseReport;
use xtask::verdict::Verdict;

/// What is claimed of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It does not pass.
    Fails,
    /// It gets this verdict and no other.
    Gets(Verdict),
    /// It passes every time, as the solution does.
    Passes,
}

/// A program and the claim.
#[derive(Debug, Clone)]
pub struct Suspect {
    /// As it is told: `the stub`, `wrong/one_wait`, `right/signalfd`.
    pub name: String,
    pub variant: Variant,
    pub claim: Claim,
    must_build_cleanly: Cleanly,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cleanly {
    WithoutWarning,
    Somehow,
}

/// The stub, an empty main, the wrong and the right programs of an exercise; and what prevents some of them.
pub fn suspects(root: &Path, exercise: &Exercise) -> (Vec<Suspect>, Vec<String>) {
    let (wrong, faults) = wrong_programs(root, exercise);
    let mut holes: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let (right, faults) = right_programs(root, exercise);
    holes.extend(faults.iter().map(ToString::to_string));
    if right.is_empty() {
        holes.push("nothing stands under right/: no other correct program shows that the check is fair".to_owned());
    }
    let stub = exercise.stub(root).unwrap_or_else(|fault| {
        holes.push(fault.to_string());
        Sources::new()
    });
    // All of them are what a student could hand in, so they get what the exercise depends on, not what the solution does.
    let variant =
        |name: String, files| Variant { exercise: exercise.id(), name, manifest: exercise.folders.manifest(), files };
    let mut suspects = Vec::new();
    if !stub.is_empty() {
        suspects.push(Suspect {
            name: "the stub".into(),
            variant: variant("stub".into(), stub.clone()),
            claim: Claim::Fails,
            must_build_cleanly: Cleanly::WithoutWarning,
        });
    }
    suspects.push(Suspect {
        name: "an empty main".into(),
        variant: variant("empty".into(), [(PathBuf::from("main.rs"), b"fn main() {}\n".to_vec())].into()),
        claim: Claim::Fails,
        must_build_cleanly: Cleanly::Somehow,
    });
    let solution = exercise.solution(root).unwrap_or_default();
    suspects.extend(wrong.into_iter().map(|program| Suspect {
        name: format!("wrong/{}", program.name),
        variant: variant(format!("wrong_{}", program.name), laid_over(&solution, program.files)),
        claim: Claim::Gets(program.verdict),
        must_build_cleanly: Cleanly::Somehow,
    }));
    suspects.extend(right.into_iter().map(|program| Suspect {
        name: format!("right/{}", program.name),
        variant: variant(format!("right_{}", program.name), laid_over(&stub, program.files)),
        claim: Claim::Passes,
        must_build_cleanly: Cleanly::WithoutWarning,
    }));
    (suspects, holes)
}

fn laid_over(below: &Sources, above: Sources) -> Sources {
    let mut files = below.clone();
    files.extend(above);
    files
}

impl Suspect {
    /// A stub compiles without a warning, and so does what stands for good work.
    pub fn warned(&self, artifact: &Artifact) -> Option<String> {
        let is_hole = self.must_build_cleanly == Cleanly::WithoutWarning && !artifact.warnings.is_empty();
        is_hole.then(|| format!("{} compiles with {} warnings", self.name, artifact.warnings.len()))
    }

    /// What is wrong if it does not compile: nothing, if that is the claim.
    pub fn not_built(&self, failure: &BuildFailure) -> Option<String> {
        let first = failure.first_error.lines().next().unwrap_or_default();
        let first = expect::visible::visible(first.as_bytes());
        let what = if Verdict::of_build(failure) == Verdict::BuildFailed { "does not compile" } else { "is refused" };
        (self.claim != Claim::Gets(Verdict::of_build(failure))).then(|| format!("{} {what}: {first}", self.name))
    }

    /// What is wrong with the verdict, if it is not as claimed of a program that must fail.
    pub fn hole(&self, report: &ExerciseReport) -> Option<String> {
        if let Some(why) = &report.untried {
            return Some(format!("{} was not tried under many schedules: {why}", self.name));
        }
        match self.claim {
            Claim::Fails if report.verdict.is_pass() => Some(format!("{} passes", self.name)),
            Claim::Gets(verdict) if verdict != report.verdict => {
                let case = report.failing_case();
                let place = case.map_or_else(String::new, |case| format!(" in case {}: {}", case.name, case.message));
                Some(format!("{} must get {}, got {}{place}", self.name, verdict.name(), report.verdict.name()))
            }
            Claim::Fails | Claim::Gets(_) | Claim::Passes => None,
        }
    }
}
