//! Runs, in whatever order they end, to reports in the order of the subjects.

use std::time::{Duration, Instant};

use super::moments;
use super::pool::RunResult;
use super::{Ready, Subject};
use crate::fault::Fault;
use crate::report::{CaseReport, ExerciseReport, Progress, Stage, explain};
use crate::run::Outcome;
use crate::schedules::{Missing, Tried};
use crate::verdict::{self, Judgement};

/// Collects what comes in and hands each report on as soon as all before it are complete.
pub struct Assembly<'a, 'f> {
    pub subjects: &'a [Subject<'a>],
    repeat: usize,
    slots: Vec<Slot>,
    /// The first subject that has not been handed on.
    next: usize,
    runs: usize,
    all_runs: usize,
    pub progress: &'f mut dyn Progress,
}

/// What is known of a subject.
enum Slot {
    Open(Runs),
    Complete(ExerciseReport),
    /// There can be no report.
    Prevented(Fault),
}

/// The runs that are over.
#[derive(Default)]
struct Runs {
    /// Case by case.
    cases: Vec<Vec<(Outcome, Judgement)>>,
    /// Under many schedules, and how many there will be.
    trials: Vec<Tried>,
    all_trials: usize,
    /// Why that cannot be, if it was to be.
    missing: Option<Missing>,
    /// From the beginning of the first run to the end of the last.
    span: Option<(Instant, Instant)>,
}

impl Runs {
    /// One more is over, just now.
    fn took(&mut self, wall_us: u64) {
        let now = Instant::now();
        let began = now.checked_sub(Duration::from_micros(wall_us)).unwrap_or(now);
        let first = self.span.map_or(began, |(first, _)| first.min(began));
        self.span = Some((first, now));
    }

    fn is_complete(&self, repeat: usize) -> bool {
        self.trials.len() == self.all_trials && self.cases.iter().all(|runs| runs.len() == repeat)
    }
}

impl<'a, 'f> Assembly<'a, 'f> {
    pub fn new(subjects: &'a [Subject<'a>], repeat: usize, progress: &'f mut dyn Progress) -> Assembly<'a, 'f> {
        let runs = |subject: &Subject<'_>| Runs { cases: vec![Vec::new(); subject.cases.len()], ..Runs::default() };
        let slots = subjects.iter().map(|subject| Slot::Open(runs(subject))).collect();
        Assembly { subjects, repeat, slots, next: 0, runs: 0, all_runs: 0, progress }
    }

    /// How many runs will come; for the progress line.
    pub fn expect(&mut self, runs: usize) {
        self.all_runs = runs;
    }

    /// A subject is about to be run.
    pub fn begin(&mut self, subject: usize, ready: &Ready<'_>) {
        let Slot::Open(runs) = &mut self.slots[subject] else { return };
        runs.all_trials = ready.trial().map_or(0, |(trial, _)| trial.times(self.repeat));
        runs.missing = ready.check.as_ref().and_then(|check| check.as_ref().err()).cloned();
        if runs.cases.is_empty() && runs.all_trials == 0 {
            self.slots[subject] = match &runs.missing {
                Some(Missing::Unproven(_)) => Slot::Complete(summed_up(&self.subjects[subject], runs, self.repeat)),
                Some(Missing::Prevented(why)) => {
                    Slot::Prevented(Fault::course(format!("the schedules were not tried: {why}")))
                }
                None => Slot::Prevented(Fault::course("there is nothing to run")),
            };
            self.hand_on();
        }
    }

    /// A report that needs no runs.
    pub fn complete(&mut self, subject: usize, report: ExerciseReport) {
        self.slots[subject] = Slot::Complete(report);
        self.hand_on();
    }

    /// There can be no report.
    pub fn prevent(&mut self, subject: usize, fault: Fault) {
        self.slots[subject] = Slot::Prevented(fault);
        self.hand_on();
    }

    /// One run is over. The report, if it was the last of its subject's; it is to be completed with it.
    pub fn add(&mut self, subject: usize, result: RunResult) -> Option<ExerciseReport> {
        self.runs += 1;
        let stage = Stage::Checking { done: self.runs, of: self.all_runs, what: &self.subjects[subject].id };
        self.progress.stage(stage);
        let Slot::Open(runs) = &mut self.slots[subject] else { return None };
        let entered = match result {
            RunResult::Case(case, judged) => judged.map(|run| {
                runs.took(run.0.wall_us);
                runs.cases[case].push(run);
            }),
            RunResult::Trial(tried) => tried.map(|tried| {
                runs.took(tried.wall_ms * 1000);
                runs.trials.push(tried);
            }),
        };
        if let Err(fault) = entered {
            self.prevent(subject, fault);
            return None;
        }
        runs.is_complete(self.repeat).then(|| summed_up(&self.subjects[subject], runs, self.repeat))
    }

    /// A report or a fault for each subject, in their order. Of a check that was cancelled some are missing.
    pub fn results(self) -> Vec<Result<ExerciseReport, Fault>> {
        let results = self.slots.into_iter().filter_map(|slot| match slot {
            Slot::Complete(report) => Some(Ok(report)),
            Slot::Prevented(fault) => Some(Err(fault)),
            Slot::Open(_) => None,
        });
        results.collect()
    }

    fn hand_on(&mut self) {
        while let Some(slot) = self.slots.get(self.next) {
            match slot {
                Slot::Open(_) => return,
                Slot::Complete(report) => self.progress.report(report),
                Slot::Prevented(_) => {}
            }
            self.next += 1;
        }
    }
}

fn summed_up(subject: &Subject<'_>, runs: &Runs, repeat: usize) -> ExerciseReport {
    let mut passed = 0;
    let mut reports: Vec<CaseReport> = Vec::new();
    let explained = explain::Subject { id: &subject.id, kind: subject.kind() };
    for (case, runs) in subject.cases.iter().zip(&runs.cases) {
        let judgements: Vec<Judgement> = runs.iter().map(|(_, judgement)| judgement.clone()).collect();
        let combined = verdict::combine(&judgements);
        passed += combined.passed;
        let explained = explain::Case { subject: explained, name: &case.name, session: &case.session };
        reports.push(match runs.as_slice() {
            [(outcome, judgement)] => explain::explain(&explained, outcome, judgement),
            runs => explain::explain_repeats(&explained, runs, &combined),
        });
    }
    if let Some(trial) = subject.trial.as_ref().filter(|_| !runs.trials.is_empty()) {
        passed += runs.trials.iter().filter(|tried| tried.verdict().is_pass()).count() as u32;
        reports.push(explain::schedules::explain(&explained, &trial.schedules, &runs.trials));
    }
    if let Some(Missing::Unproven(why)) = &runs.missing {
        reports.push(explain::schedules::unproven(&explained, why));
    }
    for (report, runs) in reports.iter_mut().zip(&runs.cases).filter(|(report, _)| report.verdict.is_pass()) {
        let tried = runs.iter().map(|(outcome, _)| moments::tried(subject.moments, outcome));
        report.moments = tried.max().unwrap_or(0);
    }
    let mut report = ExerciseReport::new(subject.header(), reports);
    report.wall_ms = runs.span.map_or(0, |(first, last)| (last - first).as_millis() as u64);
    if let Some(Missing::Prevented(why)) = &runs.missing {
        report.untried = Some(why.clone());
    }
    report.unobserved = runs.cases.iter().flatten().find_map(|(outcome, _)| outcome.unobserved()).map(str::to_owned);
    if repeat > 1 {
        report.repeats = Some((passed, (repeat * runs.cases.len() + runs.trials.len()) as u32));
    }
    report
}
