//! The program that makes mutants.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::tool::Tool;
use super::batch::{self, Batch};
use super::mutant::{Mutant, Slip};
use super::{Original, Share};
use xtask::course::folders::BESIDE_SOLUTION;
use xtask::course::{sources, text};
use xtask::fault::Fault;
use xtask::report::Progress;

const TOOL: Tool =
    Tool { name: "mutate", what: "the maker of mutants", help: "cargo xtask prove --mutants 0 proves the rest" };

/// The maker, built.
pub struct Maker {
    executable: PathBuf,
}

impl Maker {
    /// # Errors
    /// As [`Tool::build`].
    pub fn build(progress: &mut dyn Progress) -> Result<Maker, Fault> {
        Ok(Maker { executable: TOOL.build(progress)? })
    }

    /// Its sources: what it makes depends on them.
    pub fn sources() -> PathBuf {
        TOOL.folder().join("src")
    }

    /// Makes the mutants of a solution.
    ///
    /// # Errors
    /// A fault if it cannot read the solution, or its answer cannot be read.
    pub fn make<'a>(&self, root: &Path, original: &'a Original<'a>, share: Share) -> Result<Batch<'a>, Fault> {
        let exercise = original.exercise;
        let folder = batch::folder(root, exercise);
        let fault = |error: io::Error| Fault::course(text::reason(&error)).at(text::show(root, &folder));
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fault(error)),
            Ok(()) | Err(_) => fs::create_dir_all(&folder).map_err(fault)?,
        }
        let written = folder.join("crate");
        let mut command = Command::new(&self.executable);
        command.arg(&exercise.folders.solution).arg("--into").arg(&written);
        for folder in BESIDE_SOLUTION {
            command.arg("--but").arg(folder);
        }
        for name in &exercise.given {
            command.arg("--given").arg(name);
        }
        let output = command.output().map_err(fault)?;
        if !output.status.success() {
            return Err(Fault::course(expect::visible::visible(output.stderr.trim_ascii())));
        }
        let said = String::from_utf8_lossy(&output.stdout);
        let made: Option<Vec<(Mutant, Slip)>> = said.lines().map(Mutant::read).collect();
        let made = made.ok_or_else(|| Fault::course("the maker's answer cannot be understood"))?;
        Ok(Batch::new(original, made, sources::read_sources(root, &written, &[])?, share))
    }
}
