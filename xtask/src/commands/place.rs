//! Where the course is: around the current folder, or where `--course` says.

use std::path::{Path, PathBuf};

use crate::course;
use crate::fault::Fault;

/// A course, and the folder in which its user is.
#[derive(Debug)]
pub struct Place {
    pub root: PathBuf,
    /// What `.` names.
    pub here: PathBuf,
}

impl Place {
    /// The course in this folder, or around the current one.
    ///
    /// # Errors
    /// A usage fault if there is none.
    pub fn of(folder: Option<&Path>) -> Result<Place, Fault> {
        let Some(folder) = folder else { return Ok(Place { root: course::find_root()?, here: here()? }) };
        let root = course::root_at(folder)?;
        // From elsewhere, paths are meant from the course on.
        let here = here().ok().filter(|here| here.starts_with(&root)).unwrap_or_else(|| root.clone());
        Ok(Place { root, here })
    }
}

fn here() -> Result<PathBuf, Fault> {
    std::env::current_dir().map_err(|error| Fault::course(format!("the working folder cannot be read: {error}")))
}
