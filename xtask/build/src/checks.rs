//! Checks under many schedules: a package for each part that is checked, all of them in one cargo call.
//!
//! They live in a workspace of their own below the target folder, as scratch programs do, since none of what they need is needed for
//! anything else: the engine that switches threads takes longer to build than the runner.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use schedules::package::Package;

use super::variants::workspace;
use super::{BuildFailure, Executable, Follow, Sources, Target};
use course::text;
use course::{Exercise, Scheduled};
use fault::Fault;

/// A part to check.
#[derive(Debug, Clone)]
pub struct Check<'a> {
    pub exercise: &'a Exercise,
    pub scheduled: &'a Scheduled,
    /// Tells it from others of the exercise: `solution`, `wrong_one_wait`. Small letters, digits and `_`.
    pub name: String,
    /// The file of the part, absolute.
    pub part: PathBuf,
}

/// The program of each check, in their order, or why there is none, in a lowercase fragment.
pub type BuiltChecks = Vec<Result<Executable, String>>;

/// What runs a thousand times is optimised a little, which halves the time; the rest not, since it is built while somebody waits.
const PROFILE: &str = "
[profile.dev]
debug = \"line-tables-only\"
incremental = false

[profile.dev.package]
schedules_std = { opt-level = 1 }
shuttle-engine = { opt-level = 1 }
";

/// Builds all checks in one call of cargo. Those that have not changed since are not compiled again.
///
/// # Errors
/// A fault if the build was interrupted. Whatever else goes wrong prevents checks only, and is their result.
pub fn build(root: &Path, checks: &[Check<'_>], follow: Follow<'_>) -> Result<BuiltChecks, Fault> {
    if checks.is_empty() {
        return Ok(Vec::new());
    }
    match try_build(root, checks, follow) {
        Err(fault) if fault != super::interrupted() => Ok(vec![Err(fault.to_string()); checks.len()]),
        built => built,
    }
}

fn try_build(root: &Path, checks: &[Check<'_>], follow: Follow<'_>) -> Result<BuiltChecks, Fault> {
    let folder = super::folder_beside(root, "schedules");
    let fault = |error: std::io::Error| Fault::course(text::reason(&error)).at(text::show(root, &folder));
    fs::create_dir_all(&folder).map_err(fault)?;
    let _lock = super::variants::lock(&folder).map_err(fault)?;
    write(root, &folder, checks)?;
    let targets: Vec<Target> = checks.iter().map(|check| target(&folder, check)).collect();
    let built = super::build_in(&folder, &folder.join("target"), &targets, follow)?;
    let program = |target: &Target| match built.of(target) {
        Some(Ok(artifact)) => Ok(artifact.executable.clone()),
        Some(Err(failure)) => Err(reason(failure)),
        None => Err("cargo did not say what came of it".to_owned()),
    };
    Ok(targets.iter().map(program).collect())
}

/// `error[E0432]: unresolved import` -> `buffer.rs: unresolved import`
fn reason(failure: &BuildFailure) -> String {
    let message = failure.message();
    let split = message.split_once(": ").filter(|(first, _)| first.starts_with("error"));
    let what = split.map_or(message.as_str(), |(_, rest)| rest);
    let file = failure.blamed.first().and_then(|path| path.file_name());
    file.map_or_else(|| what.to_owned(), |file| format!("{}: {what}", file.display()))
}

/// Writes what is missing or different.
fn write(root: &Path, folder: &Path, checks: &[Check<'_>]) -> Result<(), Fault> {
    let schedules = root.join("xtask/schedules");
    // Where it really is: cargo looks for its workspace above it.
    let schedules = schedules
        .canonicalize()
        .map_err(|error| Fault::course(text::reason(&error)).at(text::show(root, &schedules)))?;
    let mut names: Vec<String> = checks.iter().map(package).collect();
    names.sort();
    names.dedup();
    let manifest = workspace::head(root, &names)? + PROFILE;
    workspace::put(root, &folder.join("Cargo.toml"), manifest.as_bytes())?;
    workspace::put_lock(root, folder)?;
    for (check, name) in checks.iter().zip(checks.iter().map(package)) {
        let place = folder.join(&name);
        let package = Package {
            name: &name,
            module: &check.scheduled.module,
            part: &check.part,
            scenarios_file: &check.exercise.folders.scenarios(),
            scenarios: &check.scheduled.scenarios,
            schedules: &schedules,
        };
        let manifest = check.exercise.folders.manifest();
        let settings = workspace::settings(root, &manifest)?;
        let mut manifest = package.manifest(&settings.package);
        let _ = write!(manifest, "{}", settings.dependencies);
        workspace::put(root, &place.join("Cargo.toml"), manifest.as_bytes())?;
        workspace::put(root, &place.join("src/main.rs"), package.main().as_bytes())?;
    }
    Ok(())
}

fn target(folder: &Path, check: &Check<'_>) -> Target {
    let name = package(check);
    let main = folder.join(&name).join("src/main.rs");
    Target { package: name.clone(), program: name, main, given: Vec::new(), rescue: None, sources: Sources::Any }
}

/// Slugs are unique in the workspace.
fn package(check: &Check<'_>) -> String {
    format!("{}__{}", check.exercise.slug, check.name)
}
