//! An exercise's sources: the stub as delivered, what stands there now, the solution.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::folders::{BESIDE_SOLUTION, BESIDE_TASK, Folders};
use super::{Exercise, text};
use fault::Fault;

/// Sources by their path within the folder, such as `main.rs`.
pub type Sources = BTreeMap<PathBuf, Vec<u8>>;

/// The format has no use for deeper folders.
const MOST_DEPTH: usize = 4;

impl Exercise {
    /// The exercise as it was delivered: the stub, and what is given.
    pub fn stub(&self, root: &Path) -> Result<Sources, Fault> {
        stub_of(root, &self.folders, &self.given)
    }

    /// What stands there now: the student's work.
    pub fn sources(&self, root: &Path) -> Result<Sources, Fault> {
        read_sources(root, &self.folders.task, &BESIDE_TASK)
    }

    /// The reference solution.
    pub fn solution(&self, root: &Path) -> Result<Sources, Fault> {
        read_sources(root, &self.folders.solution, &BESIDE_SOLUTION)
    }

    /// The file in which the stub marks what is to be done: `main.rs`, unless another one has the `TODO`.
    pub fn to_edit(&self, root: &Path) -> PathBuf {
        let marked = |source: &[u8]| source.windows(4).any(|word| word == b"TODO");
        let main = PathBuf::from("main.rs");
        let stub = self.stub(root).unwrap_or_default();
        let others = stub.iter().filter(|(name, _)| **name != main);
        let other = others.filter(|(_, source)| marked(source)).map(|(name, _)| name.clone()).next();
        match (stub.get(&main), other) {
            (Some(source), Some(other)) if !marked(source) => self.folders.task.join(other),
            _ => self.folders.task.join(main),
        }
    }

    /// Is it untouched? Its sources are, byte for byte, the stub's.
    pub fn is_untouched(&self) -> bool {
        match (self.stub(&self.folders.task), self.sources(&self.folders.task)) {
            (Ok(stub), Ok(sources)) => stub == sources,
            // Not readable or too large: no stub of ours is.
            _ => false,
        }
    }
}

/// The stub of an exercise, with the originals of what is given.
pub fn stub_of(root: &Path, folders: &Folders, given: &[String]) -> Result<Sources, Fault> {
    let mut sources = read_sources(root, &folders.stub(), &[])?;
    for name in given {
        sources.insert(PathBuf::from(name), text::read_bytes(root, &folders.original(name))?);
    }
    if !sources.contains_key(Path::new("main.rs")) {
        let fault = Fault::course("no such file: stub/ holds what the student writes, as it is delivered");
        return Err(fault.at(text::show(root, &folders.stub().join("main.rs"))));
    }
    Ok(sources)
}

/// All `.rs` files below a folder, but those in these of its folders.
pub fn read_sources(root: &Path, folder: &Path, but: &[&str]) -> Result<Sources, Fault> {
    let mut sources = Sources::new();
    for path in paths(root, folder, but)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_path_buf();
        sources.insert(name, text::read_bytes(root, &path)?);
    }
    Ok(sources)
}

/// Where they are.
pub fn paths(root: &Path, folder: &Path, but: &[&str]) -> Result<Vec<PathBuf>, Fault> {
    let mut paths = Vec::new();
    for path in text::list(root, folder)? {
        if !but.contains(&text::name_of(&path).as_str()) {
            collect(root, path, 0, &mut paths)?;
        }
    }
    Ok(paths)
}

/// Adds a source, or those in a folder, which lies so deep.
fn collect(root: &Path, path: PathBuf, depth: usize, paths: &mut Vec<PathBuf>) -> Result<(), Fault> {
    let kind =
        fs::symlink_metadata(&path).map_err(|error| Fault::course(text::reason(&error)).at(text::show(root, &path)))?;
    if kind.is_dir() && depth < MOST_DEPTH {
        for path in text::list(root, &path)? {
            collect(root, path, depth + 1, paths)?;
        }
    } else if !kind.is_dir() && text::ends_in(&path, "rs") {
        paths.push(path);
    }
    Ok(())
}
