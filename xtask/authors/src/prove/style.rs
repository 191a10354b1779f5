//! What clippy and rustfmt say of the programs of a proof: the stub, and those of `wrong/` and `right/`, patches included.

use std::path::Path;

use super::follow;
use super::variants::{self, Claim, Suspect, Suspects};
use xtask::build::variants::style::{self, Remark};
use xtask::check;
use xtask::course::Exercise;
use xtask::fault::Fault;
use xtask::report::Progress;

/// Lints that bind the course and not what a student hands in, for which the programs of `right/` and `wrong/` stand.
const OF_COURSE: [&str; 1] = [
    // std's own pages unwrap a lock.
    "clippy::unwrap_used",
];

/// Lints that a wrong program may break, since that is what is wrong with it. All others hold, and so does the format.
const OF_RIGHT: [&str; 3] = [
    // It naps instead of waiting, leaves with `exit` from the middle, changes its own environment, calls `signal`.
    "clippy::disallowed_methods",
    // Its author does not ask why an unsafe call is sound, and it may not be.
    "clippy::undocumented_unsafe_blocks",
    // A guard that gives nothing back.
    "clippy::drop_non_drop",
];

/// What is said of the programs of an exercise, each in a sentence, by their names. What prevents a program is among it.
///
/// # Errors
/// A fault that prevents all of it.
pub fn remarks(root: &Path, exercises: &[&Exercise], progress: &mut dyn Progress) -> Result<Vec<Vec<String>>, Fault> {
    let all = variants::of_all(root, exercises, progress)?;
    let programs: Vec<_> = all.iter().flat_map(|it| &it.programs).map(|suspect| suspect.variant.clone()).collect();
    let mut said = style::remarks(root, &programs, follow(&mut check::telling(progress)))?.into_iter();
    let of_exercise = |found: Suspects| {
        let mut told = found.holes;
        for (suspect, remarks) in found.programs.iter().zip(said.by_ref()) {
            let remarks = remarks.iter().filter(|remark| !is_forgiven(suspect, remark));
            told.extend(remarks.map(|remark| sentence(suspect, remark)));
        }
        told
    };
    Ok(all.into_iter().map(of_exercise).collect())
}

fn is_forgiven(suspect: &Suspect, remark: &Remark) -> bool {
    let lint = &remark.lint.as_str();
    match suspect.claim {
        // The stub is the course's own.
        Claim::Fails => false,
        Claim::Passes => OF_COURSE.contains(lint),
        Claim::Gets(_) => OF_COURSE.contains(lint) || OF_RIGHT.contains(lint),
    }
}

fn sentence(suspect: &Suspect, remark: &Remark) -> String {
    let Remark { file, line, lint, said } = remark;
    let said = expect::visible::visible(said.as_bytes());
    format!("{}: {}:{line}: {said} ({lint})", suspect.name, file.display())
}
