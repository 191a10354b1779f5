//! The program that makes mutants. It parses Rust with syn, whose compilation would make every newcomer wait; so it is built only
//! when an author asks for a proof.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::batch::{self, Batch};
use super::mutant::{Mutant, Slip};
use super::{Original, Share};
use xtask::build::{self, BuildFailure, Follow, Sources, Target};
use xtask::check;
use xtask::course::folders::NO_SOURCES;
use xtask::course::{sources, text};
use xtask::fault::Fault;
use xtask::report::Progress;
use xtask::run::interrupt;

/// Its package, from the root of the course.
const FOLDER: &str = "xtask/mutate";

/// The maker, built.
pub struct Maker {
    executable: PathBuf,
}

impl Maker {
    /// Builds it.
    ///
    /// # Errors
    /// A fault if it is not part of the course, or does not compile.
    pub fn build(root: &Path, progress: &mut dyn Progress) -> Result<Maker, Fault> {
        let fault = |message: String| Fault::course(message).at(FOLDER);
        let main = root.join(FOLDER).join("src/main.rs");
        if !main.is_file() {
            let fault = fault("the maker of mutants is not here".to_owned());
            return Err(fault.help("cargo xtask prove --mutants 0 proves the rest"));
        }
        let (package, program) = ("mutate".to_owned(), "mutate".to_owned());
        let target = Target { package, program, main, given: Vec::new(), rescue: None, sources: Sources::Any };
        let folder = build::variants::folder(root).join("target");
        let is_cancelled = || interrupt::requested().is_some();
        let follow = Follow { is_cancelled: &is_cancelled, progress: &mut check::telling(progress) };
        let built = build::build_in(root, &folder, std::slice::from_ref(&target), follow)?;
        match built.of(&target) {
            Some(Ok(artifact)) => Ok(Maker { executable: artifact.executable.clone() }),
            Some(Err(failure)) => Err(fault(format!("the maker of mutants does not compile: {}", first_line(failure)))),
            None => Err(fault("cargo did not say what came of the maker of mutants".to_owned())),
        }
    }

    /// Its sources: what it makes depends on them.
    pub fn sources(root: &Path) -> PathBuf {
        root.join(FOLDER).join("src")
    }

    /// Makes the mutants of a solution.
    ///
    /// # Errors
    /// A fault if it cannot read the solution, or nobody can read its answer.
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
        for folder in NO_SOURCES {
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
        let made = made.ok_or_else(|| Fault::course("nobody understands the maker's answer"))?;
        Ok(Batch::new(original, made, sources::read_sources(root, &written)?, share))
    }
}

/// What the compiler says first, for a sentence.
pub fn first_line(failure: &BuildFailure) -> String {
    expect::visible::visible(failure.first_error.lines().next().unwrap_or_default().as_bytes())
}
