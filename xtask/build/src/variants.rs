//! Scratch programs laid over an exercise's: stubs, empty mains, wrong programs, mutants. All of them in one cargo call.
//!
//! They live in a workspace of their own below the target folder, which has the dependencies, lints and profile of the
//! course's. Its packages have names of their own: cargo takes packages of one name that share a target folder for the same
//! unit, and would run one program as the other.

pub mod style;
pub(super) mod workspace;

use std::collections::BTreeMap;
use std::fs;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

use super::{Artifact, BuildFailure, Built, Follow, Sources, Target, failure};
use course::sources;
use course::text;
use fault::Fault;

/// A program to build beside the real ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// `topic/slug`; with `name` it tells the variant from all others.
    pub exercise: String,
    /// `wrong_one_wait`: small letters, digits and `_`.
    pub name: String,
    /// The Cargo.toml whose dependencies it gets, absolute: the exercise's, or the solution's.
    pub manifest: PathBuf,
    /// Words that its sources may not have.
    pub forbids: Vec<String>,
    /// All its sources by path; `main.rs` among them.
    pub files: sources::Sources,
}

/// What came of the variants, in their order.
pub type BuiltVariants = Vec<Result<Artifact, BuildFailure>>;

/// Builds all variants in one call of cargo. Those that have not changed since are not compiled again.
///
/// # Errors
/// As [`super::build`].
pub fn build(root: &Path, variants: &[Variant], follow: Follow<'_>) -> Result<BuiltVariants, Fault> {
    build_in(root, &folder(root), variants, follow)
}

/// The same, with a folder of one's own.
pub fn build_in(root: &Path, folder: &Path, variants: &[Variant], follow: Follow<'_>) -> Result<BuiltVariants, Fault> {
    let _lock = write(root, folder, variants)?;
    let targets: Vec<Target> = variants.iter().map(|variant| target(folder, variant)).collect();
    let built = super::build_in(folder, &folder.join("target"), &targets, follow)?.all_known()?;
    Ok(targets.iter().map(|target| take(&built, target)).collect())
}

/// Writes the sources of the variants, for as long as the lock is held.
fn write(root: &Path, folder: &Path, variants: &[Variant]) -> Result<fs::File, Fault> {
    let fault = |error: std::io::Error| {
        Fault::course(format!("the scratch programs cannot be written: {}", text::reason(&error)))
            .at(text::show(root, folder))
            .help("name another target folder: CARGO_TARGET_DIR=/tmp/oslings cargo xtask prove")
    };
    fs::create_dir_all(folder).map_err(fault)?;
    let lock = lock(folder).map_err(fault)?;
    workspace::write(root, folder, variants)?;
    Ok(lock)
}

/// The folder that holds a variant's sources.
pub fn sources(root: &Path, variant: &Variant) -> PathBuf {
    folder(root).join(workspace::package(&variant.manifest)).join(program(variant))
}

/// Where the scratch workspace is.
pub fn folder(root: &Path) -> PathBuf {
    super::folder_beside(root, "prove")
}

fn take(built: &Built, target: &Target) -> Result<Artifact, BuildFailure> {
    built.of(target).cloned().unwrap_or_else(|| Err(failure::failed("cargo did not say what came of it", None)))
}

fn target(folder: &Path, variant: &Variant) -> Target {
    let program = program(variant);
    let main = folder.join(workspace::package(&variant.manifest)).join(&program).join("main.rs");
    Target {
        package: workspace::package(&variant.manifest),
        program,
        main,
        given: Vec::new(),
        forbids: variant.forbids.clone(),
        rescue: None,
        sources: Sources::OfItsFolderAndPackages,
    }
}

/// `fork_wait/fork_sum` and `wrong_one_wait` -> `fork_sum__wrong_one_wait`; slugs are unique in the workspace.
fn program(variant: &Variant) -> String {
    let slug = variant.exercise.rsplit('/').next().unwrap_or_default();
    format!("{slug}__{}", variant.name)
}

/// The variants by the manifest whose dependencies they get.
fn by_manifest(variants: &[Variant]) -> BTreeMap<&Path, Vec<&Variant>> {
    let mut groups: BTreeMap<&Path, Vec<&Variant>> = BTreeMap::new();
    for variant in variants {
        groups.entry(&variant.manifest).or_default().push(variant);
    }
    groups
}

/// Two runners at once would write each other's manifests: the second one waits. Unlocked when the file is closed.
pub(super) fn lock(folder: &Path) -> std::io::Result<fs::File> {
    let file = fs::File::create(folder.join(".lock"))?;
    // SAFETY: no memory is involved; the descriptor is open.
    match unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_EX) } {
        0 => Ok(file),
        _ => Err(std::io::Error::last_os_error()),
    }
}
