//! The pipeline put together: subjects -> what is known already -> build -> run and judge -> reports.
//!
//! ```text
//! subject    what is checked as a whole, and the programs it needs      recall     what earlier checks have found
//! pool       runs the cases, several at a time                          assemble   runs -> reports
//! moments    one case, run for each moment of a step              workshop   the folders they work in
//! ```

mod assemble;
pub mod moments;
pub mod pool;
mod recall;
pub mod subject;
pub mod workshop;

use std::path::{Path, PathBuf};

use assemble::Assembly;
use recall::Recall;

use crate::build::{self, Built, Follow, Target};
use crate::fault::Fault;
use crate::report::{ExerciseReport, Progress, Stage};
use crate::run::{Cancel, interrupt};
use crate::schedules;

pub use pool::Pace;
use pool::run_all;
pub use recall::known;
pub use subject::{Ready, Subject};

/// How a check is done.
#[derive(Debug, Clone)]
pub struct Options {
    pub pace: Pace,
    pub memory: Memory,
    /// The program to execute as a supervisor: this one.
    pub supervisor: PathBuf,
}

impl Options {
    /// Everything once, two cases at a time for each core, answered from memory where possible.
    ///
    /// # Errors
    /// A fault if the system does not tell which program this is.
    pub fn usual() -> Result<Options, Fault> {
        let supervisor = std::env::current_exe()
            .map_err(|error| Fault::course(format!("the system does not tell where this program is: {error}")))?;
        // Programs that talk to the system wait most of the time.
        let jobs = 2 * std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Options { pace: Pace { jobs, repeat: 1, sweeps: usize::MAX }, memory: Memory::Use, supervisor })
    }
}

/// What is done with the results of earlier checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// Answer from them; keep what is new.
    Use,
    /// Run everything again; keep what is new.
    Renew,
    /// Neither: what is found is not the whole truth of the subject (one case, many repeats).
    Off,
}

/// Everything that a check found.
#[derive(Debug, Default)]
pub struct Checked {
    /// In the order of the subjects; those prevented by a fault are missing.
    pub reports: Vec<ExerciseReport>,
    pub faults: Vec<Fault>,
}

/// Checks the subjects.
///
/// # Errors
/// A fault that prevents the whole check; what prevents one subject stands in [`Checked::faults`].
pub fn check(
    root: &Path,
    subjects: &[Subject<'_>],
    options: &Options,
    cancel: &Cancel,
    progress: &mut dyn Progress,
) -> Result<Checked, Fault> {
    let recall = Recall::new(root, subjects, options.memory);
    let mut assembly = Assembly::new(subjects, options.pace.repeat, progress);
    let mut open = Vec::new();
    for (index, subject) in subjects.iter().enumerate() {
        match recall.report(index, subject) {
            Some(known) => assembly.complete(index, known),
            None => open.push(index),
        }
    }
    let mut ready = make_ready(root, open, cancel, &mut assembly)?;
    ready_trials(root, ready.iter_mut().map(|(_, ready)| ready), cancel, assembly.progress)?;
    let keep = |index, ready: &Ready<'_>, report: &_| recall.keep(index, ready, report);
    run_into(&mut assembly, ready, &options.pace, &options.supervisor, cancel, keep)?;
    let mut checked = Checked::default();
    for result in assembly.results() {
        match result {
            Ok(report) => checked.reports.push(report),
            Err(fault) if checked.faults.contains(&fault) => {}
            Err(fault) => checked.faults.push(fault),
        }
    }
    Ok(checked)
}

/// Builds what the open subjects need, in one call. Those that do not compile are complete with that.
fn make_ready<'a>(
    root: &Path,
    open: Vec<usize>,
    cancel: &Cancel,
    assembly: &mut Assembly<'a, '_>,
) -> Result<Vec<(usize, Ready<'a>)>, Fault> {
    let subjects = assembly.subjects;
    let targets: Vec<_> = open.iter().flat_map(|index| subjects[*index].targets()).collect();
    let built = build_telling(root, &targets, cancel, assembly.progress)?;
    let mut ready = Vec::new();
    for index in open {
        if let Some(fault) = subjects[index].targets().find_map(|target| built.prevented(&target).cloned()) {
            assembly.prevent(index, fault);
            continue;
        }
        match subjects[index].ready(&built) {
            Ok(whole) => ready.push((index, whole)),
            Err(failure) => {
                assembly.complete(index, ExerciseReport::build_failed(subjects[index].header(), &failure));
            }
        }
    }
    Ok(ready)
}

/// Builds, and tells how far it is.
///
/// # Errors
/// As [`build::build`].
pub fn build_telling(
    root: &Path,
    targets: &[Target],
    cancel: &Cancel,
    progress: &mut dyn Progress,
) -> Result<Built, Fault> {
    let is_cancelled = || cancel.is_pulled() || interrupt::requested().is_some();
    let follow = Follow { is_cancelled: &is_cancelled, progress: &mut telling(progress) };
    build::build(root, targets, follow)
}

/// Builds the checks under many schedules, in one call; none of it where nothing is to be tried. What
/// prevents a check is its result.
///
/// # Errors
/// A fault if the build was interrupted.
pub fn ready_trials<'a: 'r, 'r>(
    root: &Path,
    ready: impl Iterator<Item = &'r mut Ready<'a>>,
    cancel: &Cancel,
    progress: &mut dyn Progress,
) -> Result<(), Fault> {
    let mut waiting: Vec<&mut Ready<'a>> = ready.filter(|ready| ready.subject.trial.is_some()).collect();
    let is_cancelled = || cancel.is_pulled() || interrupt::requested().is_some();
    let follow = Follow { is_cancelled: &is_cancelled, progress: &mut telling(progress) };
    let trials: Vec<_> = waiting.iter().filter_map(|ready| ready.subject.trial.as_ref()).collect();
    let checks = schedules::ready(root, &trials, follow)?;
    for (ready, check) in waiting.iter_mut().zip(checks) {
        ready.check = Some(check);
    }
    Ok(())
}

/// Runs subjects that are built already, without what earlier checks have found; a report or a
/// fault for each, in their order.
pub fn run_ready(
    ready: &[Ready<'_>],
    pace: &Pace,
    supervisor: &Path,
    cancel: &Cancel,
    progress: &mut dyn Progress,
) -> Result<Vec<Result<ExerciseReport, Fault>>, Fault> {
    let subjects: Vec<Subject<'_>> = ready.iter().map(|ready| ready.subject.clone()).collect();
    let mut assembly = Assembly::new(&subjects, pace.repeat, progress);
    let ready = ready.iter().cloned().enumerate().collect();
    run_into(&mut assembly, ready, pace, supervisor, cancel, |_, _, _| {})?;
    Ok(assembly.results())
}

/// Runs what is built, each at its place among the subjects, and hands every report that is complete to `keep`.
fn run_into(
    assembly: &mut Assembly<'_, '_>,
    ready: Vec<(usize, Ready<'_>)>,
    pace: &Pace,
    supervisor: &Path,
    cancel: &Cancel,
    mut keep: impl FnMut(usize, &Ready<'_>, &ExerciseReport),
) -> Result<(), Fault> {
    for (index, ready) in &ready {
        assembly.begin(*index, ready);
    }
    assembly.expect(runs(ready.iter().map(|(_, ready)| ready), pace));
    let (indices, ready): (Vec<usize>, Vec<Ready<'_>>) = ready.into_iter().unzip();
    run_all(&ready, pace, supervisor, cancel, |done| {
        let index = indices[done.subject];
        if let Some(report) = assembly.add(index, done.result) {
            keep(index, &ready[done.subject], &report);
            assembly.complete(index, report);
        }
    })
}

fn runs<'a, 'b: 'a>(ready: impl Iterator<Item = &'a Ready<'b>>, pace: &Pace) -> usize {
    ready.map(|ready| ready.runs(pace.repeat)).sum()
}

/// Tells a build's progress as a stage.
pub fn telling(progress: &mut dyn Progress) -> impl FnMut(build::Progress<'_>) {
    let (mut done, mut of) = (0, 0);
    move |said| match said {
        build::Progress::Waiting => progress.stage(Stage::Waiting),
        build::Progress::Compiling { package } => progress.stage(Stage::Building { done, of, what: package }),
        build::Progress::Ready { targets, of: all } => {
            (done, of) = (targets, all);
            progress.stage(Stage::Building { done, of, what: "" });
        }
    }
}

/// Follows a check without a word.
pub struct Silent;

impl Progress for Silent {
    fn stage(&mut self, _: Stage<'_>) {}
    fn report(&mut self, _: &ExerciseReport) {}
}
