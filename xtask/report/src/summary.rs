//! All reports in a few numbers.

use super::ExerciseReport;
use fault::Fault;

/// How a check ended as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    pub passed: u32,
    pub failed: u32,
    /// Untouched stubs; they are not among the failed.
    pub todo: u32,
    pub points: u32,
    pub max_points: u32,
    /// Answered from an earlier check.
    pub cached: u32,
    /// Why processes could not be observed; the first reason speaks for all.
    pub unobserved: Option<String>,
    /// Why parts could not be tried under many schedules; the first reason speaks for all.
    pub untried: Option<String>,
    /// Wall time of the whole check, compiling included, in milliseconds.
    pub wall_ms: u64,
    /// What could not be checked, by the fault of the course or the runner.
    pub faults: Vec<Fault>,
}

impl Summary {
    /// Counts the reports.
    pub fn of(reports: &[ExerciseReport], faults: &[Fault], wall_ms: u64) -> Summary {
        let mut summary = Summary { wall_ms, faults: faults.to_vec(), ..Summary::default() };
        for report in reports {
            let counter = match (report.verdict.is_pass(), report.todo) {
                (true, _) => &mut summary.passed,
                (false, true) => &mut summary.todo,
                (false, false) => &mut summary.failed,
            };
            *counter += 1;
            summary.points += report.points;
            summary.max_points += report.max_points;
            summary.cached += u32::from(report.cached);
            summary.unobserved = summary.unobserved.or_else(|| report.unobserved.clone());
            summary.untried = summary.untried.or_else(|| report.untried.clone());
        }
        summary
    }

    /// Everything that was checked.
    pub fn total(&self) -> u32 {
        self.passed + self.failed + self.todo
    }
}
