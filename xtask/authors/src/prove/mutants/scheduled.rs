//! Mutants that pass all cases, under many schedules: a lock that is forgotten shows in a run for real once in a thousand.
//!
//! It costs a build each, so it comes last, and only where the exercise has a part to be tried so.

use std::fs;
use std::io;
use std::path::Path;

use super::batch::{self, Batch};
use super::mutant::Fate;
use super::testbed::Testbed;
use xtask::check::{self, Options, Pace, Ready};
use xtask::course::text;
use xtask::fault::Fault;
use xtask::report::{ExerciseReport, Progress};
use xtask::run::Cancel;
use xtask::schedules::{self, Trial};

/// Tries those that have survived so far, and enters which of them are killed now.
///
/// # Errors
/// A fault that prevents all of it.
pub fn try_survivors(
    root: &Path,
    testbeds: &mut [Testbed<'_>],
    options: &Options,
    progress: &mut dyn Progress,
) -> Result<(), Fault> {
    let (mut places, mut ready) = (Vec::new(), Vec::new());
    for (place, testbed) in testbeds.iter().enumerate() {
        let survivors = testbed.mutants.iter().enumerate().filter(|(_, mutant)| mutant.fate == Fate::Survived);
        for (mutant, _) in survivors.filter(|_| testbed.original.ready.subject.trial.is_some()) {
            places.push((place, mutant));
            ready.push(scheduled(root, testbed.batch, mutant)?);
        }
    }
    check::ready_trials(root, ready.iter_mut(), &Cancel::new(), progress)?;
    let pace = Pace { repeat: 1, ..options.pace.clone() };
    let results = check::run_ready(&ready, &pace, &options.supervisor, &Cancel::new(), progress)?;
    for ((place, mutant), result) in places.into_iter().zip(results) {
        testbeds[place].mutants[mutant].fate = match result {
            Ok(report) => fate(&report),
            Err(fault) => Fate::Prevented { fault: fault.to_string() },
        };
    }
    Ok(())
}

/// A mutant of the batch, with its part alone to be tried.
fn scheduled<'a>(root: &Path, batch: &'a Batch<'a>, mutant: usize) -> Result<Ready<'a>, Fault> {
    let exercise = batch.original.exercise;
    let name = format!("m{}", batch.mutants[mutant].number);
    let folder = batch::folder(root, exercise).join("parts").join(&name);
    let slip = &batch.slips[mutant];
    let solution = exercise.solution(root)?;
    for (file, source) in &solution {
        let source = if *file == slip.file { slip.source.as_bytes() } else { source };
        write(&folder.join(file), source)
            .map_err(|error| Fault::course(text::reason(&error)).at(text::show(root, &folder)))?;
    }
    let trial = Trial::of_folder(exercise, &format!("mutant_{name}"), &folder);
    let mut ready = batch.original.ready.clone().with_trial(trial);
    ready.subject.cases.clear();
    Ok(ready)
}

fn fate(report: &ExerciseReport) -> Fate {
    match &report.untried {
        Some(why) => Fate::Prevented { fault: format!("it was not tried under many schedules: {why}") },
        None if report.verdict.is_pass() => Fate::Survived,
        None => Fate::Killed { case: schedules::CASE.to_owned(), by: report.verdict.name().to_owned() },
    }
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, content)
}
