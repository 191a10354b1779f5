//! Runs the cases, several at a time, each under a supervisor of its own.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::Options;
use super::subject::Ready;
use super::workshop::Workshop;
use crate::course::Case;
use crate::fault::Fault;
use crate::run::{self, Cancel, Outcome, interrupt};
use crate::verdict::{self, Judgement};

/// How the cases are run.
#[derive(Debug, Clone)]
pub struct Pace {
    /// Cases at once.
    pub jobs: usize,
    /// Runs of each case.
    pub repeat: usize,
}

/// A run with its judgement, or the fault that prevented one.
pub type Judged = Result<(Outcome, Judgement), Fault>;

/// One run that is over.
pub struct Done {
    /// Index into the subjects.
    pub subject: usize,
    /// Index into its cases.
    pub case: usize,
    pub judged: Judged,
}

/// Runs every case of every subject `repeat` times and hands each one on as it ends, on the calling thread.
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
        for _ in 0..pace.jobs.clamp(1, tasks.len().max(1)) {
            let sender = sender.clone();
            scope.spawn(|| {
                let sender = sender;
                while let Some(&(subject, case)) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if cancel.is_pulled() || interrupt::requested().is_some() {
                        break;
                    }
                    let ready = &subjects[subject];
                    let judged = run_one(ready, ready.subject.cases[case], &workshop, supervisor, cancel);
                    if sender.send(Done { subject, case, judged }).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        receiver.into_iter().for_each(&mut done);
    });
    Ok(())
}

/// All runs of a subject stand together, so that its report is complete early.
fn tasks(subjects: &[Ready<'_>], repeat: usize) -> Vec<(usize, usize)> {
    let mut tasks = Vec::new();
    for (subject, ready) in subjects.iter().enumerate() {
        for case in 0..ready.subject.cases.len() {
            tasks.extend(std::iter::repeat_n((subject, case), repeat));
        }
    }
    tasks
}

fn run_one(ready: &Ready<'_>, case: &Case, workshop: &Workshop, supervisor: &Path, cancel: &Cancel) -> Judged {
    let folder = workshop.folder()?;
    let job = ready.job(case, folder.path(), workshop.seed())?;
    let outcome = run::run(supervisor, &job, cancel)?;
    let judgement = verdict::judge(&case.session, &outcome, ready.subject.checks)
        .map_err(|fault| Fault::course(fault.to_string()).at(format!("{} in case {}", ready.subject.id, case.name)))?;
    Ok((outcome, judgement))
}

/// Runs one case once, in a workshop of its own.
pub fn run_case(ready: &Ready<'_>, case: &Case, options: &Options, cancel: &Cancel) -> Judged {
    run_one(ready, case, &Workshop::open()?, &options.supervisor, cancel)
}
