//! Runs, in whatever order they end, to reports in the order of the subjects.

use super::Subject;
use super::pool::Judged;
use crate::fault::Fault;
use crate::report::{CaseReport, ExerciseReport, Progress, Stage, explain};
use crate::run::Outcome;
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
    /// The runs that are over, case by case.
    Open(Vec<Vec<(Outcome, Judgement)>>),
    Complete(ExerciseReport),
    /// There can be no report.
    Prevented(Fault),
}

impl<'a, 'f> Assembly<'a, 'f> {
    pub fn new(subjects: &'a [Subject<'a>], repeat: usize, progress: &'f mut dyn Progress) -> Assembly<'a, 'f> {
        let slots = subjects.iter().map(|subject| Slot::Open(vec![Vec::new(); subject.cases.len()])).collect();
        Assembly { subjects, repeat, slots, next: 0, runs: 0, all_runs: 0, progress }
    }

    /// So many runs will come; for the progress line.
    pub fn expect(&mut self, runs: usize) {
        self.all_runs = runs;
    }

    /// A report that needs no runs.
    pub fn complete(&mut self, subject: usize, report: ExerciseReport) {
        self.slots[subject] = Slot::Complete(report);
        self.hand_on();
    }

    /// One run is over. The report, if it was the last of its subject's; it is to be completed with it.
    pub fn add(&mut self, subject: usize, case: usize, judged: Judged) -> Option<ExerciseReport> {
        self.runs += 1;
        let stage = Stage::Checking { done: self.runs, of: self.all_runs, what: &self.subjects[subject].id };
        self.progress.stage(stage);
        let Slot::Open(cases) = &mut self.slots[subject] else { return None };
        match judged {
            Ok(run) => cases[case].push(run),
            Err(fault) => {
                self.slots[subject] = Slot::Prevented(fault);
                self.hand_on();
                return None;
            }
        }
        let is_complete = cases.iter().all(|runs| runs.len() == self.repeat);
        is_complete.then(|| summed_up(&self.subjects[subject], cases, self.repeat))
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

fn summed_up(subject: &Subject<'_>, cases: &[Vec<(Outcome, Judgement)>], repeat: usize) -> ExerciseReport {
    let mut passed = 0;
    let mut reports: Vec<CaseReport> = Vec::new();
    for (case, runs) in subject.cases.iter().zip(cases) {
        let judgements: Vec<Judgement> = runs.iter().map(|(_, judgement)| judgement.clone()).collect();
        let combined = verdict::combine(&judgements);
        passed += combined.passed;
        let explained = explain::Case {
            subject: explain::Subject { id: &subject.id, kind: subject.kind },
            name: &case.name,
            session: &case.session,
        };
        reports.push(match runs.as_slice() {
            [(outcome, judgement)] => explain::explain(&explained, outcome, judgement),
            runs => explain::explain_repeats(&explained, runs, &combined),
        });
    }
    let mut report = ExerciseReport::new(subject.header(), reports);
    report.unobserved = cases.iter().flatten().find_map(|(outcome, _)| outcome.unobserved()).map(str::to_owned);
    if repeat > 1 {
        report.repeats = Some((passed, (repeat * cases.len()) as u32));
    }
    report
}
