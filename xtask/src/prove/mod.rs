//! The proof that a check can be trusted: what must fail fails, what must pass passes, every time.
//!
//! ```text
//! variants   the programs that must fail: the stub, an empty main, wrong/      load    keeps the machine busy
//! tidy       no stray file, the stub in its place
//! ```

mod load;
mod tidy;
mod variants;

use std::path::Path;

use variants::{Claim, Suspect};

use crate::build::{self, Follow};
use crate::check::{self, Options, Pace, Ready, Subject};
use crate::course::Exercise;
use crate::fault::Fault;
use crate::report::{ExerciseReport, Progress};
use crate::run::{Cancel, interrupt};

/// What was shown for an exercise.
#[derive(Debug, Clone)]
pub struct Proof {
    pub id: String,
    /// Wrong programs that got the verdict they name.
    pub wrong_caught: usize,
    /// Runs of the solution, all its cases each, that passed, and how many there were.
    pub passed: u32,
    pub runs: u32,
    /// The slowest case of the solution, in milliseconds.
    pub slowest_ms: u64,
    /// What does not hold, each in a sentence. Empty: it is proven.
    pub holes: Vec<String>,
}

/// How much is asked for.
#[derive(Debug, Clone)]
pub struct Rigour {
    /// Runs of each solution; the second half with the machine kept busy.
    pub repeat: usize,
    pub options: Options,
}

/// Proves the checks of the exercises.
///
/// # Errors
/// A fault that prevents all of it. A fault of one exercise is a hole in its proof.
pub fn prove(
    root: &Path,
    exercises: &[&Exercise],
    rigour: &Rigour,
    progress: &mut dyn Progress,
) -> Result<Vec<Proof>, Fault> {
    let mut proofs: Vec<Proof> = exercises.iter().map(|exercise| begin(root, exercise)).collect();
    let ready = solutions(root, exercises, &mut proofs, progress)?;
    convict(root, exercises, &ready, rigour, &mut proofs, progress)?;
    let half = rigour.repeat / 2;
    acquit(&ready, rigour, rigour.repeat - half, &mut proofs, progress)?;
    let busy = load::Busy::all_cores();
    acquit(&ready, rigour, half, &mut proofs, progress)?;
    drop(busy);
    Ok(proofs)
}

fn begin(root: &Path, exercise: &Exercise) -> Proof {
    let holes = tidy::holes(root, exercise);
    Proof { id: exercise.id(), wrong_caught: 0, passed: 0, runs: 0, slowest_ms: 0, holes }
}

/// The solutions, built. One that does not compile is a hole, and nothing more can be said of its exercise.
fn solutions<'a>(
    root: &Path,
    exercises: &[&'a Exercise],
    proofs: &mut [Proof],
    progress: &mut dyn Progress,
) -> Result<Vec<Option<Ready<'a>>>, Fault> {
    let subjects: Vec<Subject<'a>> = exercises.iter().map(|exercise| Subject::of_solution(exercise)).collect();
    let targets: Vec<_> = subjects.iter().flat_map(Subject::targets).collect();
    let built = check::build_telling(root, &targets, &Cancel::new(), progress)?;
    let ready = subjects.iter().zip(proofs).map(|(subject, proof)| match subject.ready(&built) {
        Ok(ready) => Some(ready),
        Err(_) => {
            proof.holes.push(format!("the solution does not compile: cargo xtask check --solutions {}", subject.id));
            None
        }
    });
    Ok(ready.collect())
}

/// Runs what must fail: each suspect gets the verdict that is claimed of it.
fn convict<'a>(
    root: &Path,
    exercises: &[&'a Exercise],
    solutions: &[Option<Ready<'a>>],
    rigour: &Rigour,
    proofs: &mut [Proof],
    progress: &mut dyn Progress,
) -> Result<(), Fault> {
    let mut suspects: Vec<(usize, Suspect)> = Vec::new();
    for (index, exercise) in exercises.iter().enumerate() {
        let (found, holes) = variants::suspects(root, exercise);
        proofs[index].holes.extend(holes);
        suspects.extend(found.into_iter().map(|suspect| (index, suspect)));
    }
    let programs: Vec<_> = suspects.iter().map(|(_, suspect)| suspect.variant.clone()).collect();
    let built = build::variants::build(root, &programs, follow(&mut check::telling(progress)))?;

    let mut accused = Vec::new();
    let mut ready = Vec::new();
    for ((index, suspect), built) in suspects.iter().zip(built) {
        let proof = &mut proofs[*index];
        match (built, &solutions[*index]) {
            (Ok(artifact), Some(solution)) => {
                proof.holes.extend(suspect.warned(&artifact));
                ready.push(solution.with_program(&exercises[*index].slug, &artifact.executable));
                accused.push((*index, suspect));
            }
            (Err(failure), _) => proof.holes.extend(suspect.not_built(&failure)),
            (Ok(_), None) => {}
        }
    }
    let pace = Pace { repeat: 1, ..rigour.options.pace.clone() };
    let results = check::run_ready(&ready, &pace, &rigour.options.supervisor, &Cancel::new(), progress)?;
    for ((index, suspect), result) in accused.into_iter().zip(results) {
        let proof = &mut proofs[index];
        match result {
            Ok(report) => match suspect.hole(&report) {
                Some(hole) => proof.holes.push(hole),
                None => proof.wrong_caught += usize::from(suspect.claim != Claim::Fails),
            },
            Err(fault) => proof.holes.push(format!("{}: {fault}", suspect.name)),
        }
    }
    Ok(())
}

/// Runs what must pass, so many times.
fn acquit(
    solutions: &[Option<Ready<'_>>],
    rigour: &Rigour,
    repeat: usize,
    proofs: &mut [Proof],
    progress: &mut dyn Progress,
) -> Result<(), Fault> {
    let (indices, ready): (Vec<usize>, Vec<Ready<'_>>) =
        solutions.iter().enumerate().filter_map(|(index, ready)| Some((index, ready.clone()?))).unzip();
    let pace = Pace { repeat, ..rigour.options.pace.clone() };
    let results = check::run_ready(&ready, &pace, &rigour.options.supervisor, &Cancel::new(), progress)?;
    for (index, result) in indices.into_iter().zip(results) {
        match result {
            Ok(report) => proofs[index].count(&report, repeat),
            Err(fault) => proofs[index].holes.push(format!("the solution: {fault}")),
        }
    }
    Ok(())
}

impl Proof {
    fn count(&mut self, report: &ExerciseReport, repeat: usize) {
        let cases = report.cases.len().max(1) as u32;
        let (passed, runs) = report.repeats.unwrap_or((report.passed_cases() as u32, cases));
        self.runs += runs;
        self.passed += passed;
        let slowest = report.cases.iter().map(|case| case.wall_ms / repeat.max(1) as u64).max().unwrap_or(0);
        self.slowest_ms = self.slowest_ms.max(slowest);
        if let Some(case) = report.failing_case() {
            let verdict = case.verdict.title();
            self.holes.push(format!(
                "the solution passed {passed} of {runs} runs; {verdict} in case {}: {}",
                case.name, case.message
            ));
        }
    }
}

fn follow<'a>(progress: &'a mut dyn FnMut(build::Progress<'_>)) -> Follow<'a> {
    Follow { is_cancelled: &|| interrupt::requested().is_some(), progress }
}
