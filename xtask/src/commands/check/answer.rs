//! What a check told, as it was when nothing had changed since: without reading the course again.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use nanoserde::{DeBin, SerBin};

use super::wanted::Wanted;
use crate::build;
use crate::cache::{self, Key, stamps};
use crate::report::ExerciseReport;

/// A check, and where what it told is kept.
pub struct Answer<'a> {
    root: &'a Path,
    id: String,
    path: PathBuf,
    /// What earlier checks have found: it tells which exercise is next.
    results: PathBuf,
}

/// What a check tells.
#[derive(SerBin, DeBin)]
pub struct Told {
    pub reports: Vec<ExerciseReport>,
    pub end: End,
}

/// What stands at its end.
#[derive(SerBin, DeBin)]
pub enum End {
    Summary,
    /// Of one exercise: what comes next, if it is solved.
    Exercise {
        next: Option<String>,
    },
}

impl<'a> Answer<'a> {
    /// None where the answer is not one for all times: one case, repeats, `--no-cache`.
    pub fn to(root: &'a Path, here: &Path, wanted: &Wanted) -> Option<Answer<'a>> {
        let is_partial = wanted.case.is_some() || wanted.replay.is_some() || wanted.repeat.is_some();
        if is_partial || wanted.no_cache {
            return None;
        }
        let what = |asked: bool, name: &str| if asked { format!(" {name}") } else { String::new() };
        let mut id = format!("answer{}{}", what(wanted.solutions, "solutions"), what(wanted.demos, "demos"));
        if !wanted.selectors.is_empty() {
            // A selector may be a path from the current folder on.
            id += &format!(" {:?} in {}", wanted.selectors, here.display());
        }
        let target = build::target_folder(root);
        let path = target.join("answers").join(Key::of_bytes(&id, &[]).hex());
        Some(Answer { root, id, path, results: target.join("results") })
    }

    /// What was told, if it was in this very state.
    pub fn known(&self) -> Option<Told> {
        // After an edit the first file that is newer says it all.
        let kept = fs::metadata(&self.path).ok()?.modified().ok()?;
        let course = stamps::of_course(self.root, kept)?;
        cache::load_from(&self.path, &self.id, &self.state(&course))
    }

    /// Keeps it, unless something may come out otherwise next time, or has changed since the check was `started`.
    pub fn keep(&self, told: &Told, started: SystemTime) {
        if !told.reports.iter().all(ExerciseReport::is_lasting) {
            return;
        }
        let Some(course) = stamps::of_course(self.root, started - stamps::TICK) else { return };
        let reports = told.reports.iter().map(|report| ExerciseReport { cached: true, ..report.clone() });
        let end = match &told.end {
            End::Summary => End::Summary,
            End::Exercise { next } => End::Exercise { next: next.clone() },
        };
        // A full or read-only disk costs the cache, nothing else.
        let _ = cache::store_to(&self.path, &self.id, &self.state(&course), &Told { reports: reports.collect(), end });
    }

    fn state(&self, course: &Key) -> Key {
        // Every result that is kept or forgotten changes the folder's time.
        let changed = fs::metadata(&self.results).map(|found| (found.mtime(), found.mtime_nsec())).ok();
        Key::of_bytes(&format!("{} {changed:?}", course.hex()), &[])
    }
}
