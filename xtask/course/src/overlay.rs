//! A program that stands for an exercise's: one of `wrong/` or of `right/`. A patch changes a few lines of the
//! solution, a file stands for what the student writes (`main.rs`, or the part that is tried under many schedules),
//! a folder for all that it holds.

use std::path::{Path, PathBuf};

use super::sources::{self, Sources};
use super::{Exercise, Scheduled, text};
use fault::Fault;

/// One program, with its header not yet understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// `one_wait` for `wrong/one_wait.patch`, `wrong/one_wait.rs` and `wrong/one_wait/`.
    pub name: String,
    /// The file or folder, absolute.
    pub path: PathBuf,
    pub content: Content,
    /// The lines that say what it is: those above a patch, or those that begin with `//!`, without that.
    pub header: Vec<String>,
}

/// What a program is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The solution with some lines changed. What that makes of it, `prove` finds out.
    Patch,
    /// Its own sources, the student's own file among them.
    Whole(Sources),
}

/// The programs of a folder of the exercise by name, none if there is no such folder, and what is wrong about the others.
/// `understand` reads the header, or says what is wrong with it and on which line.
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
    let mut last_name = String::new();
    let is_program = |path: &&PathBuf| path.is_dir() || is_patch(path) || text::ends_in(path, "rs");
    for path in paths.iter().filter(is_program) {
        let main = if path.is_dir() { path.join(&own) } else { path.clone() };
        let place = |(line, fault): (u32, Fault)| fault.at(text::place(root, &main, line, 1));
        let name = if path.is_dir() { text::name_of(path) } else { text::stem_of(path) };
        if name == last_name {
            faults.push(Fault::course(format!("there is another '{name}'")).at(text::show(root, path)));
            continue;
        }
        last_name.clone_from(&name);
        match read(root, path, &main, &own, name).and_then(|overlay| understand(overlay).map_err(place)) {
            Ok(program) => programs.push(program),
            Err(fault) => faults.push(fault),
        }
    }
    (programs, faults)
}

fn is_patch(path: &Path) -> bool {
    text::ends_in(path, "patch")
}

fn read(root: &Path, path: &Path, main: &Path, own: &str, name: String) -> Result<Overlay, Fault> {
    let text = text::read(root, main)?;
    let (content, header) = if is_patch(path) {
        (Content::Patch, text.lines().take_while(|line| !line.starts_with("--- ")).collect())
    } else {
        let mut files = if path.is_dir() { sources::read_sources(root, path, &[])? } else { Sources::new() };
        files.insert(PathBuf::from(own), text.clone().into_bytes());
        (Content::Whole(files), text.lines().map_while(|line| line.strip_prefix("//!")).collect::<Vec<&str>>())
    };
    let header = header.into_iter().map(|line| line.trim().to_owned()).collect();
    Ok(Overlay { name, path: path.to_path_buf(), content, header })
}
