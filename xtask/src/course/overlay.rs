//! A program that is laid over an exercise's: one of `wrong/` or of `right/`. A file stands for what the student writes (`main.rs`, or the
//! part that is tried under many schedules), a folder for all that it holds.

use std::path::{Path, PathBuf};

use super::sources::{self, Sources};
use super::{Exercise, Scheduled, text};
use crate::fault::Fault;

/// One program, with its header not yet understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// `one_wait` for `wrong/one_wait.rs` and for `wrong/one_wait/`.
    pub name: String,
    /// The file or folder, absolute.
    pub path: PathBuf,
    /// Its own sources; the student's own file among them.
    pub files: Sources,
    /// The lines of that file that begin with `//!`, without that.
    pub header: Vec<String>,
}

/// The programs of a folder of the exercise by name, none if there is no such folder, and what is wrong about the others. `understand`
/// reads the header, or says what is wrong with it and on which line.
pub fn programs<T>(
    root: &Path,
    exercise: &Exercise,
    folder: &str,
    understand: impl Fn(Overlay) -> Result<T, (u32, Fault)>,
) -> (Vec<T>, Vec<Fault>) {
    let own = exercise.scheduled.as_ref().map_or_else(|| "main.rs".to_owned(), Scheduled::file);
    let paths = match text::list(root, &exercise.folders.proof().join(folder)) {
        Ok(paths) => paths,
        Err(fault) => return (Vec::new(), vec![fault]),
    };
    let (mut programs, mut faults) = (Vec::new(), Vec::new());
    for path in paths.iter().filter(|path| path.is_dir() || text::ends_in(path, "rs")) {
        let main = if path.is_dir() { path.join(&own) } else { path.clone() };
        let place = |(line, fault): (u32, Fault)| fault.at(text::place(root, &main, line, 1));
        match read(root, path, &main, &own).and_then(|overlay| understand(overlay).map_err(place)) {
            Ok(program) => programs.push(program),
            Err(fault) => faults.push(fault),
        }
    }
    (programs, faults)
}

fn read(root: &Path, path: &Path, main: &Path, own: &str) -> Result<Overlay, Fault> {
    let (name, mut files) = if path.is_dir() {
        (text::name_of(path), sources::read_sources(root, path)?)
    } else {
        (text::stem_of(path), Sources::new())
    };
    let content = text::read(root, main)?;
    let header =
        content.lines().map_while(|line| line.strip_prefix("//!")).map(|line| line.trim().to_owned()).collect();
    files.insert(PathBuf::from(own), content.into_bytes());
    Ok(Overlay { name, path: path.to_path_buf(), files, header })
}
