//! Where the course stands.

use std::fs;
use std::path::{Path, PathBuf};

use super::text;
use fault::Fault;

/// The folder of the workspace, looked for from the current folder upwards.
///
/// # Errors
/// A usage fault outside of the course.
pub fn find_root() -> Result<PathBuf, Fault> {
    let here = std::env::current_dir().map_err(|error| {
        Fault::usage(format!("the current folder cannot be used: {error}")).help("cd into the course")
    })?;
    find_root_above(&here)
}

/// The folder of the workspace, looked for from `here` upwards.
pub fn find_root_above(here: &Path) -> Result<PathBuf, Fault> {
    here.ancestors().find(|folder| is_root(folder)).map(Path::to_path_buf).ok_or_else(|| {
        Fault::usage(format!("{} is not inside the course", here.display()))
            .help("cd to the folder that holds exercises/ and Cargo.toml")
    })
}

/// The course in this folder, wherever the current folder is.
///
/// # Errors
/// A usage fault if it holds none.
pub fn root_at(folder: &Path) -> Result<PathBuf, Fault> {
    let fault = |message: String| {
        let fault = Fault::usage(format!("--course: {}: {message}", folder.display()));
        fault.help("a course is a folder that holds exercises/ and a Cargo.toml with [workspace]")
    };
    let root = folder.canonicalize().map_err(|error| fault(text::reason(&error)))?;
    if is_root(&root) { Ok(root) } else { Err(fault("there is no course here".to_owned())) }
}

fn is_root(folder: &Path) -> bool {
    folder.join("exercises").is_dir()
        && fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|manifest| manifest.lines().any(|line| line.trim() == "[workspace]"))
}
