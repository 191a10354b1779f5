//! What is tried, and how often.

use std::path::{Path, PathBuf};

use ::schedules::replay::USUAL_SEED;

use super::BuiltCheck;
use crate::build::{self, Follow, checks};
use crate::course::{Exercise, Scheduled};
use crate::fault::Fault;
use crate::verdict::tried::Schedules;

/// A part to be tried under many schedules.
#[derive(Debug, Clone)]
pub struct Trial<'a> {
    pub check: checks::ScheduleCheck<'a>,
    pub schedules: Schedules,
    /// However often the cases are run.
    pub most_times: usize,
}

impl<'a> Trial<'a> {
    /// The student's own part; None for an exercise without one.
    pub fn of_exercise(exercise: &'a Exercise) -> Option<Trial<'a>> {
        Trial::of_part(exercise, "exercise", |name| exercise.folders.task.join(name))
    }

    /// The reference solution's.
    pub fn of_solution(exercise: &'a Exercise) -> Option<Trial<'a>> {
        Trial::of_part(exercise, "solution", |name| exercise.folders.solution.join(name))
    }

    /// The part of a program that lies in another folder. `name` tells it from all others of the exercise:
    /// small letters, digits and `_`.
    pub fn of_folder(exercise: &'a Exercise, name: &str, folder: &Path) -> Option<Trial<'a>> {
        Trial::of_part(exercise, name, |file| folder.join(file)).filter(|trial| trial.check.part.is_file())
    }

    fn of_part(exercise: &'a Exercise, name: &str, part: impl Fn(&str) -> PathBuf) -> Option<Trial<'a>> {
        let scheduled = exercise.scheduled.as_ref()?;
        let check = checks::ScheduleCheck { exercise, scheduled, name: name.to_owned(), part: part(&scheduled.file()) };
        Some(Trial { check, schedules: Schedules::Many, most_times: usize::MAX })
    }

    /// What is asked of the check. Each time that it is tried (from 0) is with other schedules.
    pub fn arguments(&self, time: usize) -> String {
        let seed = USUAL_SEED + time as u64;
        match &self.schedules {
            Schedules::Many => format!("--schedules {} --seed {seed}", self.scheduled().count),
            Schedules::Again(replay) => format!("--replay {replay}"),
        }
    }

    /// How often it is tried when each case is run so often.
    pub fn times(&self, repeat: usize) -> usize {
        repeat.min(self.most_times)
    }

    fn scheduled(&self) -> &'a Scheduled {
        self.check.scheduled
    }
}

/// Builds the checks of all trials, in one call; each result stands for the trial at its place.
///
/// # Errors
/// A fault if the build was interrupted.
pub fn ready(root: &Path, trials: &[&Trial<'_>], follow: Follow<'_>) -> Result<Vec<BuiltCheck>, Fault> {
    let checks: Vec<checks::ScheduleCheck<'_>> = trials.iter().map(|trial| trial.check.clone()).collect();
    build::checks::build(root, &checks, follow)
}
