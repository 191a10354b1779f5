//! One exercise.

use std::path::Path;

use super::folders::{EXERCISES, Folders, SOLUTIONS};
use super::manifest::Manifest;
use super::settings::{self, Settings};
use super::{Case, Exercise, cases, schedules, sources, text};
use fault::Fault;

/// What an exercise is read against.
pub struct Surroundings<'a> {
    pub root: &'a Path,
    pub topic: &'a str,
    /// Of `exercises/<topic>`; None if it is malformed, which is told once for the topic.
    pub exercises: Option<&'a Manifest>,
    /// Of `solutions/<topic>`.
    pub solutions: Option<&'a Manifest>,
    /// None if the list of items cannot be read.
    pub items: Option<&'a super::items::Items>,
}

/// Reads one exercise but for its cases, which [`Exercise::with_cases`] adds.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(surroundings: &Surroundings<'_>, folder: &Path) -> Result<Exercise, Vec<Fault>> {
    let root = surroundings.root;
    let slug = text::name_of(folder);
    if !is_snake_case(&slug) {
        let fault = Fault::course(format!("'{slug}' is not snake_case: expected small letters, digits and _"));
        return Err(vec![fault.at(text::show(root, folder))]);
    }
    let folders = Folders::of(root, surroundings.topic, &slug);
    let mut faults = check_manifests(surroundings, &slug, &folders);

    let settings = settings::read(root, &folders, surroundings.items);
    let settings = settings.map_err(|found| faults.extend(found)).ok();
    if let Some(settings) = settings.as_ref().filter(|_| folders.solution.is_dir()) {
        faults.extend(sources::stub_of(root, &folders, &settings.given).err());
    }

    let Some(settings) = settings.filter(|_| faults.is_empty()) else {
        // One fault hides no other.
        read_cases(root, &folders, &slug, &mut faults);
        return Err(faults);
    };
    let Settings { title, points, order, covers, given, forbids, limits, scheduled, did } = settings;
    let topic = surroundings.topic.to_owned();
    let cases = Vec::new();
    Ok(Exercise { topic, slug, folders, title, points, order, covers, given, forbids, limits, scheduled, did, cases })
}

impl Exercise {
    /// The exercise with its cases, which take half of the time that reading a course takes.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub(super) fn with_cases(self, root: &Path) -> Result<Exercise, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut cases = read_cases(root, &self.folders, &self.slug, &mut faults);
        if faults.is_empty() {
            faults.extend(self.did.add_to(&mut cases, &self.slug));
            faults.extend(self.scheduled.as_ref().and_then(|_| schedules::taken_name(root, &cases)));
        }
        if faults.is_empty() { Ok(Exercise { cases, ..self }) } else { Err(faults) }
    }
}

impl Exercise {
    /// Does the disk still hold what was read of it? A file may be saved at any time.
    pub fn is_as_read(&self, root: &Path) -> bool {
        let surroundings = Surroundings { root, topic: &self.topic, exercises: None, solutions: None, items: None };
        let now = read(&surroundings, &self.folders.task).and_then(|exercise| exercise.with_cases(root));
        now.is_ok_and(|now| now == *self)
    }
}

/// Whether Cargo knows the exercise and its solution.
fn check_manifests(surroundings: &Surroundings<'_>, slug: &str, folders: &Folders) -> Vec<Fault> {
    let root = surroundings.root;
    let mut faults = Vec::new();
    let solution = &folders.solution;
    // A tree that was handed out without solutions is whole; one with a gap is not.
    let kinds = [
        (EXERCISES, "", surroundings.exercises, true),
        (SOLUTIONS, "_solution", surroundings.solutions, solution.is_dir()),
    ];
    for (kind, suffix, manifest, expected) in kinds {
        let name = format!("{slug}{suffix}");
        let is_listed = |manifest: &Manifest| manifest.bins.get(&format!("{slug}/main.rs")) == Some(&name);
        if expected && manifest.is_some_and(|manifest| !is_listed(manifest)) {
            let place = format!("{kind}/{}/Cargo.toml", surroundings.topic);
            faults.push(Fault::course(format!("no [[bin]] named \"{name}\"")).at(place).help("cargo xtask new"));
        }
    }
    if !solution.is_dir() && folders.has_solutions() {
        faults.push(Fault::course("no such folder: the exercise has no solution").at(text::show(root, solution)));
    }
    faults
}

/// The README's first: a student sees first what they have read.
fn read_cases(root: &Path, folders: &Folders, slug: &str, faults: &mut Vec<Fault>) -> Vec<Case> {
    let faults_before = faults.len();
    let mut cases = Vec::new();
    let readme = folders.readme();
    match text::read(root, &readme) {
        Ok(content) => {
            let title = content.lines().next().unwrap_or_default();
            if title.strip_prefix(&format!("# {slug}: ")).is_none_or(|title| title.trim().is_empty()) {
                let fault = Fault::course(format!("expected '# {slug}: TITLE', found '{title}'"));
                faults.push(fault.at(text::place(root, &readme, 1, 1)));
            }
            cases.extend(cases::of_markdown(root, &readme, &content, faults));
        }
        Err(fault) => faults.push(fault),
    }
    cases.extend(cases::of_folder(root, &folders.cases(), faults));
    if cases.is_empty() && faults.len() == faults_before {
        let fault = Fault::course("no case: expected cases/*.session, or a block marked console in the README");
        faults.push(fault.at(text::show(root, &folders.task)));
    }
    cases
}

/// Small letters, digits and `_`, beginning with a letter: a name for Cargo, Rust and the shell.
pub fn is_snake_case(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
