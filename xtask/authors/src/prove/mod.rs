//! The proof that a check can be trusted: what must fail fails, what must pass passes, every time.
//!
//! ```text
//! variants   the stub, an empty main, wrong/, right/: what is claimed of each
//! patches    programs that are the solution with a few lines changed
//! must_fail  each wrong program gets the verdict that is claimed of it
//! must_pass  the solution and right/: every time
//! mutants    of each solution: a case kills every one, or its reason is listed
//! rules      each rule of a README has a wrong program that breaks it
//! style      what clippy and rustfmt say of these programs
//! tidy       no stray file, the stub in its place
//! tool       what only authors need, built when asked for
//! load       keeps the machine busy
//! table      all of it, for people
//! ```

mod load;
mod must_fail;
mod must_pass;
mod mutants;
pub mod patches;
mod rules;
pub mod style;
pub mod table;
mod tidy;
mod tool;
pub mod variants;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use must_pass::MustPass;
use mutants::Original;
pub use mutants::{Share, Tally};
use variants::{Claim, Suspect};

use xtask::build::{self, Follow};
use xtask::check::{self, Options, Ready, Subject};
use xtask::course::Exercise;
use xtask::fault::Fault;
use xtask::report::Progress;
use xtask::run::{Cancel, interrupt};
use xtask::schedules::Trial;
use xtask::verdict::Verdict;

/// What was shown for an exercise.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    pub id: String,
    pub cases: usize,
    /// Wrong programs that got the verdict they name.
    pub wrong_caught: usize,
    /// These, by name.
    caught: BTreeSet<String>,
    /// Rules of the README that such a program shows to be held, and rules that are to be.
    pub rules_held: usize,
    pub rules: usize,
    /// Right programs that passed as often as they ran.
    pub right_passed: usize,
    /// Runs of the solution, all its cases each, that passed, and how many there were.
    pub passed: u32,
    pub runs: u32,
    /// The slowest case of the solution, in milliseconds.
    pub slowest_ms: u64,
    /// Moments at which a signal was sent to the solution, all its cases together.
    pub moments: u32,
    /// Calls that its cases make fail.
    pub failing: usize,
    /// None if no mutant was tried.
    pub mutants: Option<Tally>,
    /// What does not hold, each in a sentence. Empty: it is proven.
    pub holes: Vec<String>,
}

/// How much is asked for.
#[derive(Debug, Clone)]
pub struct Rigour {
    /// Runs of each case of a solution, and at most [`MOST_OF_RIGHT`] of a right program; the second
    /// half with the machine kept busy.
    pub repeat: usize,
    pub mutants: Share,
    /// A program of which a hang is claimed gets no more time than this, if the exercise gives it more.
    pub most_hang: Option<Duration>,
    pub options: Options,
}

impl Proof {
    fn catch(&mut self, suspect: &Suspect) {
        self.wrong_caught += 1;
        self.caught.insert(suspect.name.clone());
    }
}

/// There are several right programs to a solution, and they show that the checks are fair, not that they are steady.
const MOST_OF_RIGHT: usize = 20;

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
    let (right, wrong): (Vec<_>, Vec<_>) =
        variants(root, exercises, &ready, &mut proofs, progress)?.into_iter().partition(Tried::must_pass);
    must_fail::run(root, &wrong, rigour, &mut proofs, progress)?;
    for (exercise, proof) in exercises.iter().zip(&mut proofs) {
        rules::enter(root, exercise, proof);
    }

    let mut originals = Vec::new();
    for (index, ready) in ready.into_iter().enumerate() {
        let Some(ready) = ready else { continue };
        let exercise = exercises[index];
        let equivalents = exercise.equivalents(root).unwrap_or_else(|faults| {
            proofs[index].holes.extend(faults.iter().map(ToString::to_string));
            Vec::new()
        });
        originals.push(Original { index, exercise, equivalents, ready });
    }
    mutants::prove(root, &originals, rigour, &mut proofs, progress)?;

    let solutions = originals.into_iter().map(|original| MustPass::solution(original.index, original.ready));
    let right = right.into_iter().map(|tried| MustPass::right(tried.index, tried.suspect.name, tried.ready));
    let (mut solutions, mut right): (Vec<_>, Vec<_>) = (solutions.collect(), right.collect());
    let often = rigour.repeat.min(MOST_OF_RIGHT);
    must_pass::run(&mut solutions, rigour, rigour.repeat - rigour.repeat / 2, progress)?;
    must_pass::run(&mut right, rigour, often - often / 2, progress)?;
    let busy = load::Busy::all_cores();
    must_pass::run(&mut solutions, rigour, rigour.repeat / 2, progress)?;
    must_pass::run(&mut right, rigour, often / 2, progress)?;
    drop(busy);
    for program in solutions.iter().chain(&right) {
        program.enter(&mut proofs[program.index]);
    }
    Ok(proofs)
}

fn begin(root: &Path, exercise: &Exercise) -> Proof {
    let holes = tidy::holes(root, exercise);
    let commands = exercise.cases.iter().flat_map(|case| &case.session.commands);
    let failing = commands.map(|command| command.fails().count()).sum();
    Proof { id: exercise.id(), cases: exercise.cases.len(), failing, holes, ..Proof::default() }
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
    let built = check::build_telling(root, &targets, &Cancel::new(), progress)?.all_known()?;
    let ready = subjects.iter().zip(proofs).map(|(subject, proof)| match subject.ready(&built) {
        Ok(ready) => Some(ready),
        Err(_) => {
            proof.holes.push(format!("the solution does not compile: cargo xtask check --solutions {}", subject.id));
            None
        }
    });
    let mut ready: Vec<_> = ready.collect();
    check::ready_trials(root, ready.iter_mut().flatten(), &Cancel::new(), progress)?;
    Ok(ready)
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

    /// Waiting is told from looking again and again by time, so this is no claim of a busy wait.
    fn is_to_hang(&self) -> bool {
        matches!(self.suspect.claim, Claim::Gets(Verdict::Deadlock | Verdict::TimedOut))
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
    for (index, found) in variants::of_all(root, exercises, progress)?.into_iter().enumerate() {
        proofs[index].holes.extend(found.holes);
        suspects.extend(found.programs.into_iter().map(|suspect| (index, suspect)));
    }
    let programs: Vec<_> = suspects.iter().map(|(_, suspect)| suspect.variant.clone()).collect();
    let built = build::variants::build(root, &programs, follow(&mut check::telling(progress)))?;

    let mut tried = Vec::new();
    for ((index, suspect), built) in suspects.into_iter().zip(built) {
        let proof = &mut proofs[index];
        match (built, &solutions[index]) {
            (Ok(artifact), Some(solution)) => {
                proof.holes.extend(suspect.warned(&artifact));
                let folder = build::variants::sources(root, &suspect.variant);
                let trial = Trial::of_folder(exercises[index], &suspect.variant.name, &folder);
                let ready = solution.with_program(&exercises[index].slug, &artifact.executable).with_trial(trial);
                tried.push(Tried { index, suspect, ready });
            }
            (Err(failure), _) => match suspect.not_built(&failure) {
                Some(hole) => proof.holes.push(hole),
                None => proof.catch(&suspect),
            },
            (Ok(_), None) => {}
        }
    }
    let right = tried.iter_mut().filter(|tried| tried.must_pass());
    check::ready_trials(root, right.map(|tried| &mut tried.ready), &Cancel::new(), progress)?;
    Ok(tried)
}

fn follow<'a>(progress: &'a mut dyn FnMut(build::Progress<'_>)) -> Follow<'a> {
    Follow { is_cancelled: &|| interrupt::requested().is_some(), progress }
}
