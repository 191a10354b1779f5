//! The programs that must fail.

use std::path::{Path, PathBuf};

use crate::build::variants::Variant;
use crate::build::{Artifact, BuildFailure};
use crate::course::Exercise;
use crate::course::wrong::wrong_programs;
use crate::report::ExerciseReport;
use crate::verdict::Verdict;

/// What is claimed of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It does not pass.
    Fails,
    /// It gets this verdict and no other.
    Gets(Verdict),
}

/// A program and the claim.
#[derive(Debug, Clone)]
pub struct Suspect {
    /// As it is told: `the stub`, `wrong/one_wait`.
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

/// The stub, an empty main and the wrong programs of an exercise; and what prevents some of them.
pub fn suspects(root: &Path, exercise: &Exercise) -> (Vec<Suspect>, Vec<String>) {
    let (wrong, faults) = wrong_programs(root, exercise);
    let mut holes: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let mut suspects = Vec::new();
    let variant = |name: &str, of: &Path, files| Variant {
        exercise: exercise.id(),
        name: name.to_owned(),
        manifest: of.with_file_name("Cargo.toml"),
        files,
    };
    let main = PathBuf::from("main.rs");
    match exercise.stub(root) {
        Ok(stub) => suspects.push(Suspect {
            name: "the stub".into(),
            variant: variant("stub", &exercise.folder, stub),
            claim: Claim::Fails,
            must_build_cleanly: Cleanly::WithoutWarning,
        }),
        Err(fault) => holes.push(fault.to_string()),
    }
    suspects.push(Suspect {
        name: "an empty main".into(),
        variant: variant("empty", &exercise.folder, [(main, b"fn main() {}\n".to_vec())].into()),
        claim: Claim::Fails,
        must_build_cleanly: Cleanly::Somehow,
    });
    let solution = exercise.solution(root).unwrap_or_default();
    for program in wrong {
        let mut files = solution.clone();
        files.extend(program.files);
        suspects.push(Suspect {
            name: format!("wrong/{}", program.name),
            variant: variant(&format!("wrong_{}", program.name), &exercise.solution_folder, files),
            claim: Claim::Gets(program.verdict),
            must_build_cleanly: Cleanly::Somehow,
        });
    }
    (suspects, holes)
}

impl Suspect {
    /// A stub compiles without a warning.
    pub fn warned(&self, artifact: &Artifact) -> Option<String> {
        let is_hole = self.must_build_cleanly == Cleanly::WithoutWarning && !artifact.warnings.is_empty();
        is_hole.then(|| format!("{} compiles with {} warnings", self.name, artifact.warnings.len()))
    }

    /// What is wrong if it does not compile: nothing, if that is the claim.
    pub fn not_built(&self, failure: &BuildFailure) -> Option<String> {
        let first = failure.first_error.lines().next().unwrap_or_default();
        let first = expect::visible::visible(first.as_bytes());
        (self.claim != Claim::Gets(Verdict::BuildFailed)).then(|| format!("{} does not compile: {first}", self.name))
    }

    /// What is wrong with the verdict, if it is not as claimed.
    pub fn hole(&self, report: &ExerciseReport) -> Option<String> {
        match self.claim {
            Claim::Fails if report.verdict.is_pass() => Some(format!("{} passes", self.name)),
            Claim::Gets(verdict) if verdict != report.verdict => {
                let case = report.failing_case();
                let place = case.map_or_else(String::new, |case| format!(" in case {}: {}", case.name, case.message));
                Some(format!("{} must get {}, got {}{place}", self.name, verdict.name(), report.verdict.name()))
            }
            Claim::Fails | Claim::Gets(_) => None,
        }
    }
}
