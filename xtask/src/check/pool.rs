//! Runs the cases, and the checks under many schedules, several at a time, each under a supervisor of its own.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::Options;
use super::moments::{self, Moments};
use super::subject::Ready;
use super::workshop::Workshop;
use crate::course::Case;
use crate::fault::Fault;
use crate::run::{self, Cancel, Job, Meet, Outcome, interrupt};
use crate::schedules::{self, Tried};
use crate::verdict::{self, Judgement};

/// How the cases are run.
#[derive(Debug, Clone)]
pub struct Pace {
    /// Cases at once.
    pub jobs: usize,
    /// Runs of each case.
    pub repeat: usize,
    /// How many of the runs do a step at every moment at each moment; the others do it at rest.
    pub sweeps: usize,
}

/// A run with its judgement, or the fault that prevented one.
pub type Judged = Result<(Outcome, Judgement), Fault>;

/// One run that is over.
pub struct Done {
    /// Index into the subjects.
    pub subject: usize,
    pub result: RunResult,
}

/// What result of it.
pub enum RunResult {
    /// The run of a case; the index is into the subject's cases.
    Case(usize, Judged),
    /// The trial under many schedules.
    Trial(Result<Tried, Fault>),
}

/// What is to be run.
#[derive(Clone, Copy)]
struct Task {
    subject: usize,
    part: Part,
    /// From 0, of all runs of this part.
    time: usize,
}

#[derive(Clone, Copy)]
enum Part {
    Case(usize),
    Trial,
}

/// Runs every case and trial of every subject `repeat` times and hands each one on as it ends, on the calling thread.
/// Ends early, with what it has, when `cancel` is pulled.
pub fn run_all(
    subjects: &[Ready<'_>],
    pace: &Pace,
    supervisor: &Path,
    cancel: &Cancel,
    mut done: impl FnMut(Done),
) -> Result<(), Fault> {
    let workshop = Workshop::open()?;
    let tasks = tasks(subjects, pace.repeat);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for worker in 0..pace.jobs.clamp(1, tasks.len().max(1)) {
            let sender = sender.clone();
            let work = || {
                let sender = sender;
                while let Some(&task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if cancel.is_pulled() || interrupt::requested().is_some() {
                        break;
                    }
                    let result = run_task(&subjects[task.subject], task, pace, &workshop, supervisor, cancel);
                    if sender.send(Done { subject: task.subject, result }).is_err() {
                        break;
                    }
                }
            };
            match thread::Builder::new().spawn_scoped(scope, work) {
                Ok(_) => {}
                Err(error) if worker == 0 => return Err(Fault::course(format!("cannot start a thread: {error}"))),
                // Fewer do.
                Err(_) => break,
            }
        }
        drop(sender);
        receiver.into_iter().for_each(&mut done);
        Ok(())
    })
}

/// All runs of a subject stand together, so that its report is complete early.
fn tasks(subjects: &[Ready<'_>], repeat: usize) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (subject, ready) in subjects.iter().enumerate() {
        let cases = (0..ready.subject.cases.len()).map(|case| (Part::Case(case), repeat));
        let trial = ready.trial().map(|(trial, _)| (Part::Trial, trial.times(repeat)));
        for (part, times) in cases.chain(trial) {
            tasks.extend((0..times).map(|time| Task { subject, part, time }));
        }
    }
    tasks
}

fn run_task(
    ready: &Ready<'_>,
    task: Task,
    pace: &Pace,
    workshop: &Workshop,
    supervisor: &Path,
    cancel: &Cancel,
) -> RunResult {
    match task.part {
        Part::Case(index) => {
            let case = ready.subject.cases[index];
            let moments = if task.time < pace.sweeps { ready.subject.moments } else { single(ready) };
            RunResult::Case(index, run_one(ready, case, moments, workshop, supervisor, cancel))
        }
        Part::Trial => RunResult::Trial(run_trial(ready, task.time, workshop, supervisor, cancel)),
    }
}

fn run_trial(
    ready: &Ready<'_>,
    time: usize,
    workshop: &Workshop,
    supervisor: &Path,
    cancel: &Cancel,
) -> Result<Tried, Fault> {
    let (trial, check) = ready.trial().ok_or_else(|| Fault::course("there is no check under many schedules"))?;
    schedules::run(trial, check, workshop.folder()?.path(), time, supervisor, cancel)
}

/// Once, or once for each moment at which a step of it is done.
fn run_one(
    ready: &Ready<'_>,
    case: &Case,
    moments: Moments,
    workshop: &Workshop,
    supervisor: &Path,
    cancel: &Cancel,
) -> Judged {
    let run = |meet| run_once(ready, case, meet, workshop, supervisor, cancel);
    let moments = if case.session.meets_moments() { moments } else { Moments::AtRest };
    moments::run_at(moments, workshop.seed(), run)
}

fn run_once(
    ready: &Ready<'_>,
    case: &Case,
    meet: Meet,
    workshop: &Workshop,
    supervisor: &Path,
    cancel: &Cancel,
) -> Judged {
    let folder = workshop.folder()?;
    let job = Job { meet, ..ready.job(case, folder.path(), workshop.seed())? };
    let place = || format!("{} in case {}", ready.subject.id, case.name);
    let outcome = run::run(supervisor, &job, cancel).map_err(|fault| fault.at(place()))?;
    // Nothing could be made to fail.
    if case.session.makes_calls_fail() && outcome.unobserved().is_some() {
        return Ok((outcome, Judgement::pass()));
    }
    let judgement = verdict::judge(&case.session, &outcome, ready.subject.checks())
        .map_err(|fault| Fault::course(fault.to_string()).at(place()))?;
    Ok((outcome, judgement))
}

/// Runs one case once, in a workshop of its own.
pub fn run_case(ready: &Ready<'_>, case: &Case, options: &Options, cancel: &Cancel) -> Judged {
    run_one(ready, case, single(ready), &Workshop::open()?, &options.supervisor, cancel)
}

/// The same, with values that are the same for the same seed.
pub fn run_case_seeded(ready: &Ready<'_>, case: &Case, seed: u64, options: &Options, cancel: &Cancel) -> Judged {
    run_one(ready, case, single(ready), &Workshop::open()?.seeded(seed), &options.supervisor, cancel)
}

/// The moment that was asked for, of a case that is run once.
fn single(ready: &Ready<'_>) -> Moments {
    if let Moments::Only(_) = ready.subject.moments { ready.subject.moments } else { Moments::AtRest }
}
