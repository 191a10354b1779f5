//! `--replay SCENARIO/SCHEDULE`: one schedule of one exercise again.

use ::schedules::replay::Replay;

use crate::check::Subject;
use crate::course;
use crate::fault::Fault;
use crate::report::ExerciseReport;
use crate::report::styled::{Style, Styled, span};
use crate::schedules::Schedules;

/// Keeps of the one subject only the trial, and of that only this schedule.
///
/// # Errors
/// A slip of the hand if there are several subjects, or none with this scenario.
pub fn keep(subjects: &mut [Subject<'_>], replay: &Replay) -> Result<(), Fault> {
    let [subject] = subjects else {
        return Err(
            Fault::usage("--replay: expected one exercise").help("cargo xtask check ID --replay SCENARIO/SCHEDULE")
        );
    };
    subject.keep_trial()?;
    let Some(trial) = &mut subject.trial else { return Ok(()) };
    let names = || trial.check.scheduled.scenarios.iter().map(|scenario| scenario.name.as_str());
    if !names().any(|name| name == replay.scenario) {
        let fault = Fault::usage(format!("{} has no scenario '{}'", subject.id, replay.scenario));
        let help = match course::nearest(&replay.scenario, names()).first() {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("its scenarios: {}", names().collect::<Vec<_>>().join(", ")),
        };
        return Err(fault.help(help));
    }
    trial.schedules = Schedules::Again(replay.clone());
    Ok(())
}

/// What stands under the report: that one schedule is well says nothing of the others.
pub fn end(report: &ExerciseReport, subject: &Subject<'_>) -> Styled {
    let mut styled = Styled::new();
    if report.verdict.is_pass() {
        let slug = subject.id.rsplit('/').next().unwrap_or(&subject.id);
        styled.items(vec![
            vec![span(Style::Plain, "This schedule is well.")],
            vec![span(Style::Plain, "All of them: "), span(Style::Command, format!("cargo xtask check {slug}"))],
        ]);
    }
    styled
}
