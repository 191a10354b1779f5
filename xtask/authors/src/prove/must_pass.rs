//! What must pass, every time: the solution, and the programs of `right/`.

use super::{Proof, Rigour};
use xtask::check::{self, Pace, Ready};
use xtask::fault::Fault;
use xtask::report::{ExerciseReport, Progress};
use xtask::run::Cancel;

/// A program that must pass, and how it has done so far.
pub struct MustPass<'a> {
    /// Of its exercise.
    pub index: usize,
    who: Who,
    ready: Ready<'a>,
    /// Runs of all cases.
    passed: u32,
    runs: u32,
    slowest_ms: u64,
    /// At which its steps at every moment were tried.
    moments: u32,
    /// What first went wrong.
    trouble: Option<String>,
}

/// A trial runs under the same schedules every time that it is given the same seed, so there is no luck
/// in it; a few seeds are enough.
const MOST_TRIALS: usize = 2;

/// With every moment a case takes as many runs as there are moments, so not all of its runs are with them.
const SWEEPS: usize = 10;

enum Who {
    Solution,
    /// As it is told: `right/signalfd`.
    Right(String),
}

impl<'a> MustPass<'a> {
    pub fn solution(index: usize, ready: Ready<'a>) -> MustPass<'a> {
        let ready = ready.with_trials(MOST_TRIALS);
        MustPass { index, who: Who::Solution, ready, passed: 0, runs: 0, slowest_ms: 0, moments: 0, trouble: None }
    }

    pub fn right(index: usize, name: String, ready: Ready<'a>) -> MustPass<'a> {
        MustPass { who: Who::Right(name), ..MustPass::solution(index, ready) }
    }

    /// What has been shown, into the proof of its exercise.
    pub fn enter(&self, proof: &mut Proof) {
        let name = match &self.who {
            Who::Solution => {
                (proof.passed, proof.runs, proof.slowest_ms) = (self.passed, self.runs, self.slowest_ms);
                proof.moments = self.moments;
                "the solution"
            }
            Who::Right(name) => {
                proof.right_passed += usize::from(self.trouble.is_none());
                name
            }
        };
        if let Some(trouble) = &self.trouble {
            proof.holes.push(format!("{name} passed {} of {} runs; {trouble}", self.passed, self.runs));
        }
    }

    fn count(&mut self, report: &ExerciseReport, repeat: usize) {
        let cases = report.cases.len().max(1) as u32;
        let (passed, runs) = report.repeats.unwrap_or((report.passed_cases() as u32, cases));
        self.runs += runs;
        self.passed += passed;
        self.moments = self.moments.max(report.cases.iter().map(|case| case.moments).sum());
        let slowest = report.cases.iter().map(|case| case.wall_ms / repeat.max(1) as u64).max().unwrap_or(0);
        self.slowest_ms = self.slowest_ms.max(slowest);
        if let (Some(why), None) = (&report.untried, &self.trouble) {
            self.trouble = Some(format!("it was not tried under many schedules: {why}"));
        }
        if let (Some(case), None) = (report.failing_case(), &self.trouble) {
            self.trouble = Some(format!("{} in case {}: {}", case.verdict.title(), case.name, case.message));
        }
    }
}

/// Runs each of them this many times.
///
/// # Errors
/// A fault that prevents all of it.
pub fn run(
    programs: &mut [MustPass<'_>],
    rigour: &Rigour,
    repeat: usize,
    progress: &mut dyn Progress,
) -> Result<(), Fault> {
    let ready: Vec<Ready<'_>> = programs.iter().map(|program| program.ready.clone()).collect();
    let pace = Pace { repeat, sweeps: SWEEPS, ..rigour.options.pace.clone() };
    let results = check::run_ready(&ready, &pace, &rigour.options.supervisor, &Cancel::new(), progress)?;
    for (program, result) in programs.iter_mut().zip(results) {
        match result {
            Ok(report) => program.count(&report, repeat),
            Err(fault) => program.trouble = program.trouble.take().or(Some(fault.to_string())),
        }
    }
    Ok(())
}
