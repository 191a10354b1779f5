//! Programs that are the solution with a few lines changed, as patches make them.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::tool::Tool;
use xtask::build;
use xtask::course::sources::{self, Sources};
use xtask::course::{Exercise, text};
use xtask::fault::Fault;
use xtask::report::Progress;

const TOOL: Tool = Tool {
    name: "patches",
    what: "the program that applies patches",
    help: "write the programs of the proof out, as .rs files",
};

/// Applies patches, and writes them again.
pub struct Patcher {
    executable: PathBuf,
}

/// What came of the patches of an exercise.
#[derive(Debug, Clone, Default)]
pub struct Patched {
    /// The files that each patch changes, by the path of the patch.
    pub programs: BTreeMap<PathBuf, Sources>,
    /// Those that do not fit the solution: `solutions/../if_for_while.patch:4: fits nowhere: ..`
    pub misfits: Vec<String>,
}

impl Patcher {
    /// # Errors
    /// As [`Tool::build`].
    pub fn build(progress: &mut dyn Progress) -> Result<Patcher, Fault> {
        Ok(Patcher { executable: TOOL.build(progress)? })
    }

    /// The programs that patches make of an exercise's solution.
    ///
    /// # Errors
    /// A fault if something cannot be read or written.
    pub fn apply(&self, root: &Path, exercise: &Exercise, patches: &[PathBuf]) -> Result<Patched, Fault> {
        let into = build::variants::folder(root).join("patched").join(&exercise.slug);
        match fs::remove_dir_all(&into) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Fault::course(text::reason(&error)).at(text::show(root, &into)));
            }
            Ok(()) | Err(_) => {}
        }
        let misfits = self.run(root, &[Path::new("apply"), &exercise.folders.solution, &into], patches)?;
        let mut patched = Patched { programs: BTreeMap::new(), misfits };
        for path in patches {
            let files = sources::read_sources(root, &into.join(text::stem_of(path)), &[])?;
            if !files.is_empty() {
                patched.programs.insert(path.clone(), files);
            }
        }
        Ok(patched)
    }

    /// Writes patches again as they fit the solution now. `old` is the folder of the one that they were made for.
    ///
    /// # Errors
    /// As [`Patcher::apply`].
    pub fn refit(
        &self,
        root: &Path,
        exercise: &Exercise,
        old: &Path,
        patches: &[PathBuf],
    ) -> Result<Vec<String>, Fault> {
        self.run(root, &[Path::new("refit"), &exercise.folders.solution, old], patches)
    }

    /// What does not fit.
    fn run(&self, root: &Path, order: &[&Path], patches: &[PathBuf]) -> Result<Vec<String>, Fault> {
        let output = Command::new(&self.executable).args(order).args(patches).output();
        let output =
            output.map_err(|error| Fault::course(text::reason(&error)).at(text::show(root, &self.executable)))?;
        if !matches!(output.status.code(), Some(0 | 1)) {
            return Err(Fault::course(expect::visible::visible(output.stderr.trim_ascii())));
        }
        let said = String::from_utf8_lossy(&output.stdout);
        let misfits = said.lines().map(|line| text::show(root, Path::new(line)));
        Ok(misfits.map(|line| expect::visible::visible(line.as_bytes())).collect())
    }
}
