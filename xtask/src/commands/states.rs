//! Where a student stands with an exercise, told without running anything.

use std::fs;
use std::path::{Path, PathBuf};

use nanoserde::DeBin;

use crate::cache::{self, Keys};
use crate::check::{self, Subject};
use crate::course::Exercise;
use crate::report::SubjectKind;
use crate::report::text::State;
use crate::verdict::Verdict;

/// Looks exercises up in what earlier checks have found.
pub struct States {
    /// None where the keys cannot be made: then nothing is known to be solved.
    keys: Option<Keys>,
}

impl States {
    pub fn new(root: &Path) -> States {
        States { keys: Keys::new(root) }
    }

    /// `Begun` if the last check did not pass, or the student has changed something since.
    pub fn of(&self, root: &Path, exercise: &Exercise) -> State {
        if exercise.is_untouched() {
            return State::Todo;
        }
        let subject = Subject::of_exercise(exercise);
        let known = self.keys.as_ref().and_then(|keys| check::known(root, keys, &subject));
        let is_solved = known.map_or_else(|| has_passed(root, exercise), |report| report.verdict.is_pass());
        if is_solved { State::Solved } else { State::Begun }
    }
}

/// How a kept report begins, in every version of the runner.
#[derive(DeBin)]
#[expect(dead_code, reason = "what comes before the verdict is read over")]
struct Remembered {
    id: String,
    kind: SubjectKind,
    title: String,
    verdict: Verdict,
}

/// Did it pass when it was last checked, and has the student changed nothing since? A new version of the course takes no
/// progress away; the next check tells whether it still passes.
fn has_passed(root: &Path, exercise: &Exercise) -> bool {
    let id = format!("{} {}", SubjectKind::Exercise.name(), exercise.id());
    let Some((report, checked)) = cache::last::<Remembered>(root, &id) else { return false };
    let Ok(sources) = exercise.sources(root) else { return false };
    let own = sources.keys().filter(|name| !exercise.given.iter().any(|given| *name == Path::new(given)));
    let is_older = |name: &PathBuf| {
        let changed = fs::metadata(exercise.folders.task.join(name)).and_then(|data| data.modified());
        changed.is_ok_and(|changed| changed <= checked)
    };
    report.verdict.is_pass() && own.into_iter().all(is_older)
}
