//! The answer to a check of everything, as it was when nothing had changed since: without reading the course again.

use std::path::Path;

use super::wanted::Wanted;
use crate::cache::{self, Key, stamps};
use crate::check::Checked;
use crate::report::ExerciseReport;

/// A check of everything, and the state of the course that it is asked of.
pub struct Answer<'a> {
    root: &'a Path,
    id: String,
    key: Key,
}

impl<'a> Answer<'a> {
    /// None where the answer is not one for all times: a selection (which says what is next), one case, repeats,
    /// `--no-cache`; or where the state cannot be told.
    pub fn to(root: &'a Path, wanted: &Wanted) -> Option<Answer<'a>> {
        let is_partial = wanted.case.is_some() || wanted.replay.is_some() || wanted.repeat.is_some();
        if !wanted.selectors.is_empty() || is_partial || wanted.no_cache {
            return None;
        }
        let what = |asked: bool, name: &str| if asked { format!(" {name}") } else { String::new() };
        let id = format!("answer{}{}", what(wanted.solutions, "solutions"), what(wanted.demos, "demos"));
        Some(Answer { root, id, key: stamps::of_course(root)? })
    }

    /// The reports, if they were kept in this very state.
    pub fn known(&self) -> Option<Vec<ExerciseReport>> {
        cache::load(self.root, &self.id, &self.key)
    }

    /// Keeps them, unless something may come out otherwise next time.
    pub fn keep(&self, checked: &Checked) {
        if checked.faults.is_empty() && checked.reports.iter().all(ExerciseReport::is_lasting) {
            let reports = checked.reports.iter().map(|report| ExerciseReport { cached: true, ..report.clone() });
            cache::store(self.root, &self.id, &self.key, &reports.collect::<Vec<_>>());
        }
    }
}
