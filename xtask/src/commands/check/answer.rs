//! What a check told, as it was when nothing had changed since: without reading the course again.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use nanoserde::{DeBin, SerBin};

use super::wanted::Wanted;
use crate::build;
use crate::cache::{self, Key, stamps};
use crate::report::ExerciseReport;

/// A check, and the state of the course that it is asked of.
pub struct Answer<'a> {
    root: &'a Path,
    id: String,
    /// Where what was told is kept.
    path: PathBuf,
    course: Key,
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
    /// None where the answer is not one for all times: one case, repeats, `--no-cache`; or where the state cannot be told.
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
        Some(Answer { root, id, path, course: stamps::of_course(root)?, results: target.join("results") })
    }

    /// What was told, if it was in this very state.
    pub fn known(&self) -> Option<Told> {
        cache::load_from(&self.path, &self.id, &self.state())
    }

    /// Keeps it, unless something may come out otherwise next time, or was changed meanwhile.
    pub fn keep(&self, told: &Told) {
        let is_lasting = told.reports.iter().all(ExerciseReport::is_lasting);
        if is_lasting && stamps::of_course(self.root).as_ref() == Some(&self.course) {
            let reports = told.reports.iter().map(|report| ExerciseReport { cached: true, ..report.clone() });
            let end = match &told.end {
                End::Summary => End::Summary,
                End::Exercise { next } => End::Exercise { next: next.clone() },
            };
            // A full or read-only disk costs the cache, nothing else.
            let _ = cache::store_to(&self.path, &self.id, &self.state(), &Told { reports: reports.collect(), end });
        }
    }

    fn state(&self) -> Key {
        // Every result that is kept or forgotten changes the folder's time.
        let changed = fs::metadata(&self.results).map(|found| (found.mtime(), found.mtime_nsec())).ok();
        Key::of_bytes(&format!("{} {changed:?}", self.course.hex()), &[])
    }
}
