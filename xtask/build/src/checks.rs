//! Checks under many schedules: a package for each part that is checked, all of them in one cargo call.
//!
//! They live in a workspace of their own below the target folder, as scratch programs do, since none of what they need is
//! needed for anything else: the engine that switches threads takes longer to build than the runner.

use std::fs;
use std::path::{Path, PathBuf};

use schedules::package::Package;
use schedules::screen;

use super::home;
use super::variants::workspace;
use super::{BuildFailure, Executable, Follow, Sources, Target};
use course::text;
use course::{Exercise, Scheduled};
use expect::colours::without_colour;
use fault::Fault;

/// A part to check.
#[derive(Debug, Clone)]
pub struct ScheduleCheck<'a> {
    pub exercise: &'a Exercise,
    pub scheduled: &'a Scheduled,
    /// Tells it from others of the exercise: `solution`, `wrong_one_wait`. Small letters, digits and `_`.
    pub name: String,
    /// The file of the part, absolute.
    pub part: PathBuf,
}

/// The program of a check, or why there is none.
pub type BuiltCheck = Result<Executable, Missing>;

/// Why there is no check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// The part uses what cannot be tried: what, where, and what to do instead.
    Unproven(String),
    /// This machine cannot build it, whatever the part: in a lowercase fragment.
    Prevented(String),
}

/// What runs a thousand times is optimised a little, which halves the time; the rest not, since it
/// is built while a person waits.
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
pub fn build(root: &Path, checks: &[ScheduleCheck<'_>], follow: Follow<'_>) -> Result<Vec<BuiltCheck>, Fault> {
    if checks.is_empty() {
        return Ok(Vec::new());
    }
    match try_build(root, checks, follow) {
        Err(fault) if fault != super::interrupted() => {
            Ok(vec![Err(Missing::Prevented(fault.to_string())); checks.len()])
        }
        built => built,
    }
}

fn try_build(root: &Path, checks: &[ScheduleCheck<'_>], follow: Follow<'_>) -> Result<Vec<BuiltCheck>, Fault> {
    let refused: Vec<Option<Missing>> = checks.iter().map(refused).collect();
    let open = checks.iter().zip(&refused).filter(|(_, refused)| refused.is_none());
    let open: Vec<ScheduleCheck<'_>> = open.map(|(check, _)| check.clone()).collect();
    let mut built = compile(root, &open, follow)?.into_iter();
    let silent = || Err(Missing::Prevented("cargo did not say what came of it".to_owned()));
    Ok(refused.into_iter().map(|refused| refused.map_or_else(|| built.next().unwrap_or_else(silent), Err)).collect())
}

fn compile(root: &Path, checks: &[ScheduleCheck<'_>], follow: Follow<'_>) -> Result<Vec<BuiltCheck>, Fault> {
    if checks.is_empty() {
        return Ok(Vec::new());
    }
    let folder = super::folder_beside(root, "schedules");
    let fault = |error: std::io::Error| Fault::course(text::reason(&error)).at(text::show(root, &folder));
    fs::create_dir_all(&folder).map_err(fault)?;
    let _lock = super::variants::lock(&folder).map_err(fault)?;
    write(root, &folder, checks)?;
    let targets: Vec<Target> = checks.iter().map(|check| target(&folder, check)).collect();
    let built = super::build_in(&folder, &folder.join("target"), &targets, follow)?.all_known()?;
    let program = |(check, target): (&ScheduleCheck<'_>, &Target)| match built.of(target) {
        Some(Ok(artifact)) => Ok(artifact.executable.clone()),
        Some(Err(failure)) => Err(missing(check, &target.main, failure)),
        None => Err(Missing::Prevented("cargo did not say what came of it".to_owned())),
    };
    Ok(checks.iter().zip(&targets).map(program).collect())
}

/// A word of the part that cannot be tried.
fn refused(check: &ScheduleCheck<'_>) -> Option<Missing> {
    // One that cannot be read does not compile either.
    let source = fs::read_to_string(&check.part).unwrap_or_default();
    let screen::Refused { line, word, instead } = screen::refused(&source)?;
    let file = text::name_of(&check.part);
    let why = format!("{file}:{line} uses `{word}`, with which it cannot be tried under many schedules. {instead}");
    Some(Missing::Unproven(why))
}

/// Whose fault it is. Where the part, or the scenarios that use it, don't compile, they are to blame: the program itself
/// has compiled. But with a compiler that has other rules, it is the check's main file that does not.
fn missing(check: &ScheduleCheck<'_>, main: &Path, failure: &BuildFailure) -> Missing {
    let scenarios = check.exercise.folders.scenarios();
    let shown = without_colour(&failure.first_error);
    let is_blamed = |path: &Path| failure.blamed.contains(path) || shown.contains(&format!("{}:", path.display()));
    let what = what(&failure.message());
    if failure.blamed.iter().any(|path| main.ends_with(path)) || !(is_blamed(&check.part) || is_blamed(&scenarios)) {
        let file = failure.blamed.first().and_then(|path| path.file_name());
        return Missing::Prevented(file.map_or_else(|| what.clone(), |file| format!("{}: {what}", file.display())));
    }
    let path = if is_blamed(&check.part) { &check.part } else { &scenarios };
    let file = text::name_of(path);
    let after = shown.split_once(&format!("{}:", path.display())).map_or("", |(_, after)| after);
    let line: String = after.chars().take_while(char::is_ascii_digit).collect();
    let place = if line.is_empty() { file.to_owned() } else { format!("{file}:{line}") };
    Missing::Unproven(format!("{place} does not compile where all schedules are tried: {what}"))
}

/// `error[E0432]: unresolved import` -> `unresolved import`
fn what(message: &str) -> String {
    let split = message.split_once(": ").filter(|(first, _)| first.starts_with("error"));
    split.map_or(message, |(_, rest)| rest).to_owned()
}

/// Writes what is missing or different.
fn write(root: &Path, folder: &Path, checks: &[ScheduleCheck<'_>]) -> Result<(), Fault> {
    let engine = home::engine();
    let mut names: Vec<String> = checks.iter().map(package).collect();
    names.sort();
    names.dedup();
    let manifest = workspace::head(root, &names)? + PROFILE;
    workspace::put(root, &folder.join("Cargo.toml"), manifest.as_bytes())?;
    // The versions that the engine is built with everywhere. No check has the dependencies of its exercise.
    workspace::put_lock(&home::tools(), folder)?;
    for (check, name) in checks.iter().zip(checks.iter().map(package)) {
        let place = folder.join(&name);
        let package = Package {
            name: &name,
            module: &check.scheduled.module,
            part: &check.part,
            scenarios_file: &check.exercise.folders.scenarios(),
            scenarios: &check.scheduled.scenarios,
            engine: &engine,
        };
        let manifest = check.exercise.folders.manifest();
        let settings = workspace::settings(root, &manifest)?;
        // Without the dependencies of the exercise: what they do takes no turns.
        workspace::put(root, &place.join("Cargo.toml"), package.manifest(&settings).as_bytes())?;
        workspace::put(root, &place.join("src/main.rs"), package.main().as_bytes())?;
    }
    Ok(())
}

fn target(folder: &Path, check: &ScheduleCheck<'_>) -> Target {
    let name = package(check);
    let main = folder.join(&name).join("src/main.rs");
    Target {
        package: name.clone(),
        program: name,
        main,
        given: Vec::new(),
        forbids: Vec::new(),
        rescue: None,
        sources: Sources::Any,
    }
}

/// Slugs are unique in the workspace.
fn package(check: &ScheduleCheck<'_>) -> String {
    format!("{}__{}", check.exercise.slug, check.name)
}
