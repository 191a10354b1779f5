//! The proof that a check can be trusted: what must fail fails, what must pass passes, every time.
//!
//! ```text
//! variants   the stub, an empty main, wrong/, right/: what is claimed of each    tidy    no stray file, the stub in its place
//! innocent   the solution and right/: they pass every time                       load    keeps the machine busy
//! ```

mod innocent;
mod load;
mod tidy;
mod variants;

use std::path::Path;

use innocent::Innocent;
use variants::{Claim, Suspect};

use crate::build::{self, Follow};
use crate::check::{self, Options, Pace, Ready, Subject};
use crate::course::Exercise;
use crate::fault::Fault;
use crate::report::Progress;
use crate::run::{Cancel, interrupt};

/// What was shown for an exercise.
#[derive(Debug, Clone)]
pub struct Proof {
    pub id: String,
    /// Wrong programs that got the verdict they name.
    pub wrong_caught: usize,
    /// Right programs that passed as often as they ran.
    pub right_passed: usize,
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
    /// Runs of each solution and each right program; the second half with the machine kept busy.
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
    let (right, accused): (Vec<_>, Vec<_>) =
        variants(root, exercises, &ready, &mut proofs, progress)?.into_iter().partition(Tried::must_pass);
    convict(&accused, rigour, &mut proofs, progress)?;

    let solutions = ready.into_iter().enumerate().filter_map(|(index, ready)| Some((index, ready?)));
    let mut innocents: Vec<Innocent<'_>> = solutions.map(|(index, ready)| Innocent::solution(index, ready)).collect();
    innocents.extend(right.into_iter().map(|tried| Innocent::right(tried.index, tried.suspect.name, tried.ready)));
    let half = rigour.repeat / 2;
    innocent::acquit(&mut innocents, rigour, rigour.repeat - half, progress)?;
    let busy = load::Busy::all_cores();
    innocent::acquit(&mut innocents, rigour, half, progress)?;
    drop(busy);
    for innocent in &innocents {
        innocent.enter(&mut proofs[innocent.index]);
    }
    Ok(proofs)
}

fn begin(root: &Path, exercise: &Exercise) -> Proof {
    let holes = tidy::holes(root, exercise);
    Proof { id: exercise.id(), wrong_caught: 0, right_passed: 0, passed: 0, runs: 0, slowest_ms: 0, holes }
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

/// A program that is built, in the place of its exercise's solution.
struct Tried<'a> {
    /// Of its exercise.
    index: usize,
    suspect: Suspect,
    ready: Ready<'a>,
}

impl Tried<'_> {
    fn must_pass(&self) -> bool {
        self.suspect.claim == Claim::Passes
    }
}

/// Builds all programs of which something is claimed. One that does not compile is a hole, unless that is the claim.
fn variants<'a>(
    root: &Path,
    exercises: &[&'a Exercise],
    solutions: &[Option<Ready<'a>>],
    proofs: &mut [Proof],
    progress: &mut dyn Progress,
) -> Result<Vec<Tried<'a>>, Fault> {
    let mut suspects: Vec<(usize, Suspect)> = Vec::new();
    for (index, exercise) in exercises.iter().enumerate() {
        let (found, holes) = variants::suspects(root, exercise);
        proofs[index].holes.extend(holes);
        suspects.extend(found.into_iter().map(|suspect| (index, suspect)));
    }
    let programs: Vec<_> = suspects.iter().map(|(_, suspect)| suspect.variant.clone()).collect();
    let built = build::variants::build(root, &programs, follow(&mut check::telling(progress)))?;

    let mut tried = Vec::new();
    for ((index, suspect), built) in suspects.into_iter().zip(built) {
        let proof = &mut proofs[index];
        match (built, &solutions[index]) {
            (Ok(artifact), Some(solution)) => {
                proof.holes.extend(suspect.warned(&artifact));
                let ready = solution.with_program(&exercises[index].slug, &artifact.executable);
                tried.push(Tried { index, suspect, ready });
            }
            (Err(failure), _) => match suspect.not_built(&failure) {
                Some(hole) => proof.holes.push(hole),
                None => proof.wrong_caught += 1,
            },
            (Ok(_), None) => {}
        }
    }
    Ok(tried)
}

/// Runs what must fail: each gets the verdict that is claimed of it.
fn convict(
    accused: &[Tried<'_>],
    rigour: &Rigour,
    proofs: &mut [Proof],
    progress: &mut dyn Progress,
) -> Result<(), Fault> {
    let ready: Vec<Ready<'_>> = accused.iter().map(|tried| tried.ready.clone()).collect();
    let pace = Pace { repeat: 1, ..rigour.options.pace.clone() };
    let results = check::run_ready(&ready, &pace, &rigour.options.supervisor, &Cancel::new(), progress)?;
    for (tried, result) in accused.iter().zip(results) {
        let (proof, suspect) = (&mut proofs[tried.index], &tried.suspect);
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

fn follow<'a>(progress: &'a mut dyn FnMut(build::Progress<'_>)) -> Follow<'a> {
    Follow { is_cancelled: &|| interrupt::requested().is_some(), progress }
}
