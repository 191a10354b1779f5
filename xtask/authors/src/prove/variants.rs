//! The programs of which something is claimed: the stub, an empty main and those of `wrong/` fail, those of `right/` pass.

use std::path::{Path, PathBuf};

use super::patches::{Patched, Patcher};
use xtask::build::variants::Variant;
use xtask::build::{Artifact, BuildFailure};
use xtask::course::Exercise;
use xtask::course::overlay::Content;
use xtask::course::right::{Right, right_programs};
use xtask::course::sources::Sources;
use xtask::course::wrong::{Wrong, wrong_programs};
use xtask::fault::Fault;
use xtask::report::{ExerciseReport, Progress};
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

/// What stands under `proof/`, and what is wrong about the rest.
pub struct Programs {
    wrong: Vec<Wrong>,
    right: Vec<Right>,
    faults: Vec<Fault>,
}

impl Programs {
    pub fn of(root: &Path, exercise: &Exercise) -> Programs {
        let (wrong, mut faults) = wrong_programs(root, exercise);
        let (right, more) = right_programs(root, exercise);
        faults.extend(more);
        Programs { wrong, right, faults }
    }

    /// The patches among them, applied. What applies them is built when it is first needed.
    ///
    /// # Errors
    /// A fault if it cannot be built.
    pub fn patched(
        &self,
        root: &Path,
        exercise: &Exercise,
        patcher: &mut Option<Patcher>,
        progress: &mut dyn Progress,
    ) -> Result<Patched, Fault> {
        let mut patched = Patched::default();
        for patches in self.patches().into_iter().filter(|patches| !patches.is_empty()) {
            let tool = match patcher {
                Some(tool) => tool,
                None => patcher.insert(Patcher::build(progress)?),
            };
            let more = tool.apply(root, exercise, &patches)?;
            patched.programs.extend(more.programs);
            patched.misfits.extend(more.misfits);
        }
        Ok(patched)
    }

    /// All of them: the file or folder, and what it holds.
    pub fn all(&self) -> impl Iterator<Item = (&Path, &Content)> {
        let wrong = self.wrong.iter().map(|it| (it.path.as_path(), &it.content));
        wrong.chain(self.right.iter().map(|it| (it.path.as_path(), &it.content)))
    }

    /// The patches of `wrong/`, and those of `right/`: a name is there once in each.
    pub fn patches(&self) -> [Vec<PathBuf>; 2] {
        let wrong = self.wrong.iter().map(|it| (&it.content, &it.path));
        let right = self.right.iter().map(|it| (&it.content, &it.path));
        [only_patches(wrong), only_patches(right)]
    }
}

fn only_patches<'a>(programs: impl Iterator<Item = (&'a Content, &'a PathBuf)>) -> Vec<PathBuf> {
    programs.filter(|(content, _)| **content == Content::Patch).map(|(_, path)| path.clone()).collect()
}

/// The programs of an exercise, and what prevents some of them.
pub struct Suspects {
    pub programs: Vec<Suspect>,
    pub holes: Vec<String>,
}

/// Those of each exercise.
///
/// # Errors
/// As [`Programs::patched`].
pub fn of_all(root: &Path, exercises: &[&Exercise], progress: &mut dyn Progress) -> Result<Vec<Suspects>, Fault> {
    let mut patcher = None;
    let mut all = Vec::new();
    for exercise in exercises {
        let programs = Programs::of(root, exercise);
        let patched = programs.patched(root, exercise, &mut patcher, progress)?;
        all.push(suspects(root, exercise, programs, patched));
    }
    Ok(all)
}

/// The stub, an empty main, the wrong and the right programs of an exercise.
fn suspects(root: &Path, exercise: &Exercise, programs: Programs, mut patched: Patched) -> Suspects {
    let Programs { wrong, right, faults } = programs;
    let mut holes: Vec<String> = faults.iter().map(ToString::to_string).collect();
    holes.append(&mut patched.misfits);
    if right.is_empty() {
        holes.push("nothing stands under right/: no other correct program shows that the check is fair".to_owned());
    }
    let stub = exercise.stub(root).unwrap_or_else(|fault| {
        holes.push(fault.to_string());
        Sources::new()
    });
    // All of them are what a student could hand in, so they get what the exercise depends on, not what the solution does.
    let variant = |name: String, files| Variant {
        exercise: exercise.id(),
        name,
        manifest: exercise.folders.manifest(),
        forbids: exercise.forbids.clone(),
        files,
    };
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
    // One that does not fit has been told.
    let mut files = |content: Content, path: &Path, below: &Sources| match content {
        Content::Whole(files) => Some(laid_over(below, files)),
        Content::Patch => Some(laid_over(&solution, patched.programs.remove(path)?)),
    };
    suspects.extend(wrong.into_iter().filter_map(|program| {
        let files = files(program.content, &program.path, &solution)?;
        Some(Suspect {
            name: format!("wrong/{}", program.name),
            variant: variant(format!("wrong_{}", program.name), files),
            claim: Claim::Gets(program.verdict),
            must_build_cleanly: Cleanly::Somehow,
        })
    }));
    suspects.extend(right.into_iter().filter_map(|program| {
        let files = files(program.content, &program.path, &stub)?;
        Some(Suspect {
            name: format!("right/{}", program.name),
            variant: variant(format!("right_{}", program.name), files),
            claim: Claim::Passes,
            must_build_cleanly: Cleanly::WithoutWarning,
        })
    }));
    Suspects { programs: suspects, holes }
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
