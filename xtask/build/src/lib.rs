//! Sources -> artifacts: one batched cargo call.
//!
//! ```text
//! target    what is to be built, and what cargo need not be asked     cargo    the call itself
//! limits    what a compiler may use                                   listen   what is said until the end
//! message   cargo's JSON, a line a message                            failure  what a person is shown of it
//! variants  scratch programs, laid over an exercise's, for `prove`
//! checks    parts of programs, checked under many schedules           compiled  what was compiled into a program
//! origins   from which bytes each program was built                   copies    programs that stay as they are
//! alone     one runner at a time                                      idle     compilers that wait for ever
//! home      where the runner's own packages are                       recipe   a program compiled again without cargo
//! package   what a Cargo.toml puts in besides
//! ```
//!
//! A path in the target folder is never trusted: after a failed build the old program still lies there. What counts is
//! what cargo reports in the very call, and of that only what is known to be made of the bytes that are there now.

mod alone;
pub mod cache;
mod cargo;
pub mod checks;
mod compiled;
pub mod copies;
mod failure;
pub mod home;
mod idle;
mod limits;
mod listen;
mod message;
mod origins;
mod package;
mod recipe;
#[cfg(test)]
#[path = "../../tests/skipping/mod.rs"]
mod skipping;
mod target;
#[cfg(test)]
mod tests;
// The small course of the tests of `course`.
#[cfg(test)]
#[expect(dead_code, reason = "the tests of `course` use all of it")]
#[path = "../../course/src/tests/tree.rs"]
mod tree;
pub mod variants;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copies::Copies;
pub use copies::Executable;
pub use target::{Sources, Target};

use crate::cache::Key;
use failure::Compiled;
use fault::Fault;
use origins::Origins;
pub use outcome::BuildFailure;
use recipe::Recipes;

/// What came of each target.
#[derive(Debug, Clone, Default)]
pub struct Built {
    by_program: BTreeMap<String, Result<Artifact, BuildFailure>>,
    /// Programs of which nothing is known, through no fault of theirs.
    prevented: BTreeMap<String, Fault>,
}

/// A program that was built, or found up to date.
#[derive(Debug, Clone)]
pub struct Artifact {
    pub executable: Executable,
    /// The same in the target folder, where the next build replaces it.
    pub in_target: PathBuf,
    /// The compiler's warnings about it, rendered in colour.
    pub warnings: Vec<String>,
}

/// What cargo is doing, for a progress line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress<'a> {
    /// Another cargo builds in the same folder; ours waits for it.
    Waiting,
    /// This package is being compiled.
    Compiling { package: &'a str },
    /// How many of the targets are ready.
    Ready { targets: usize, of: usize },
}

/// How a build is done, and who follows it.
pub struct Follow<'a> {
    /// Asked several times a second; when it says true, cargo is stopped and the build ends with [`interrupted`].
    pub is_cancelled: &'a dyn Fn() -> bool,
    pub progress: &'a mut dyn FnMut(Progress<'_>),
}

/// Builds the targets in one call of cargo, in [`target_folder`]. What does not compile stops nothing else.
///
/// # Errors
/// A fault if cargo itself could not do its part: manifests, the target folder, the registry.
pub fn build(root: &Path, targets: &[Target], follow: Follow<'_>) -> Result<Built, Fault> {
    build_in(root, &target_folder(root), targets, follow)
}

/// The same, with a target folder of one's own.
pub fn build_in(root: &Path, folder: &Path, targets: &[Target], follow: Follow<'_>) -> Result<Built, Fault> {
    build_within(root, folder, targets, limits::USUAL, follow)
}

/// The same, with other limits for the compiler.
fn build_within(
    root: &Path,
    folder: &Path,
    targets: &[Target],
    most: limits::Most,
    mut follow: Follow<'_>,
) -> Result<Built, Fault> {
    let mut built = Built::default();
    let mut wanted = BTreeMap::new();
    for target in targets {
        match target.refuse(root) {
            // Cargo would refuse the whole call for one missing file; and no person writes 50 MB of source.
            Some(failure) => drop(built.by_program.insert(target.program.clone(), Err(failure))),
            None => drop(wanted.insert(target.program.as_str(), target)),
        }
    }
    if wanted.is_empty() {
        return Ok(built);
    }
    let wanted: Vec<&Target> = wanted.into_values().collect();
    let _alone = alone::alone_in(folder, &mut follow)?;
    let mut origins = Origins::new(root, folder, &wanted);
    let recipes = Recipes::of(root, folder, &wanted);
    for call in 0..MOST_CALLS {
        origins.begin();
        let at_once = match call {
            0 => recipes.compile(&wanted, |target| origins.was_known(target), &mut follow)?,
            _ => None,
        };
        let is_cargos = at_once.is_none();
        let said = match at_once {
            Some(said) => said,
            None => cargo::call(root, &arguments(folder, &wanted), wanted.len(), most, &mut follow)?,
        };
        failure::reject_faults(&said)?;
        let written = compiled::Written::beside(&said.messages);
        if !origins.are_known(&said.messages, &written) {
            continue;
        }
        if is_cargos {
            recipes.remember(&wanted, &said, &written);
        }
        let copies = Arc::new(Copies::open(folder)?);
        let locked = package::Locked::read(root);
        for target in &wanted {
            let came = match failure::sort_out(target, &said, most) {
                Err(fault) => {
                    built.prevented.insert(target.program.clone(), fault);
                    continue;
                }
                Ok(Compiled::Failed(failure)) => Err(failure),
                Ok(Compiled::Program { executable: program, warnings }) => {
                    match written.refuse(root, target, &program)?.or_else(|| locked.refuse(target)) {
                        Some(failure) => Err(failure),
                        None => {
                            let executable = copies.take(&program, origins.take(&target.program))?;
                            Ok(Artifact { executable, in_target: program, warnings })
                        }
                    }
                }
            };
            built.by_program.insert(target.program.clone(), came);
        }
        return Ok(built);
    }
    Err(Fault::course("cargo does not build what is there now").help("do the sources change all the time?"))
}

/// One call for what cargo takes for up to date and is not, and one more for a file that is saved meanwhile.
const MOST_CALLS: usize = 4;

/// The folder that exercises, solutions and demos are built in: their own, so that an editor's rust-analyzer, which builds
/// in `target`, never makes a student wait.
pub fn target_folder(root: &Path) -> PathBuf {
    target_folder_in(root, std::env::var_os("CARGO_TARGET_DIR"))
}

/// A folder that several checkouts share has one for each of them.
fn target_folder_in(root: &Path, shared: Option<OsString>) -> PathBuf {
    match shared.filter(|path| !path.is_empty()) {
        None => root.join("target/oslings"),
        Some(shared) => {
            let checkout = Key::of_bytes(&root.to_string_lossy(), &[]).hex();
            root.join(shared).join(format!("oslings-{}", &checkout[..8]))
        }
    }
}

/// A folder beside it, for what else is built: `oslings-prove`.
pub fn folder_beside(root: &Path, name: &str) -> PathBuf {
    let folder = target_folder(root);
    let own = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!("{own}-{name}"))
}

/// How an interrupted build ends.
pub fn interrupted() -> Fault {
    Fault::course("interrupted while building")
}

fn arguments(folder: &Path, targets: &[&Target]) -> Vec<OsString> {
    let mut words: Vec<OsString> =
        ["build", "--message-format=json-diagnostic-rendered-ansi", "--keep-going"].map(OsString::from).to_vec();
    words.extend(["--target-dir".into(), folder.into()]);
    let mut packages: Vec<&str> = targets.iter().map(|target| target.package.as_str()).collect();
    packages.sort_unstable();
    packages.dedup();
    for package in packages {
        words.extend(["-p".into(), package.into()]);
    }
    for target in targets {
        words.extend(["--bin".into(), target.program.as_str().into()]);
    }
    words
}

impl Built {
    /// What came of a target; None if it was not among those to build.
    pub fn of(&self, target: &Target) -> Option<&Result<Artifact, BuildFailure>> {
        self.by_program.get(&target.program)
    }

    /// Why nothing is known of a target, through no fault of its own: its compiler was killed, its linker failed.
    pub fn prevented(&self, target: &Target) -> Option<&Fault> {
        self.prevented.get(&target.program)
    }

    /// The same, where one of which nothing is known is too many.
    ///
    /// # Errors
    /// The fault that prevented the first of them.
    pub fn all_known(self) -> Result<Built, Fault> {
        self.prevented.values().next().cloned().map_or(Ok(self), Err)
    }
}
