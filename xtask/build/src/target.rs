//! What is to be built.

use std::fs;
use std::path::{Path, PathBuf};

use super::{BuildFailure, failure, package};
use course::folders::{BESIDE_SOLUTION, BESIDE_TASK};
use course::{Demo, Exercise, Folders, sources, text};

/// The most that a source may hold, in bytes. The largest solution has a hundredth of it.
const MOST_BYTES: u64 = 1 << 20;

/// A program to build.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The package, as cargo calls it: `fork-wait-exercises`.
    pub package: String,
    /// The program's name, unique in the workspace.
    pub program: String,
    /// The source that cargo compiles, absolute.
    pub main: PathBuf,
    /// Files beside `main` that stay as they are.
    pub given: Vec<Given>,
    /// Words that its sources may not have.
    pub forbids: Vec<String>,
    /// What to do when `main` is gone.
    pub rescue: Option<String>,
    pub sources: Sources,
}

/// What may be compiled into a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sources {
    /// The `.rs` files beside `main` and below, and packages of crates.io.
    OfItsFolder,
    /// The same, with what an author's Cargo.toml takes in besides.
    OfItsFolderAndPackages,
    Any,
}

/// A file that a student leaves as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given {
    /// Beside the student's `main.rs`.
    pub name: String,
    /// Where it is as it was delivered, absolute.
    pub original: PathBuf,
}

impl Given {
    fn of(folders: &Folders, name: &str) -> Given {
        Given { name: name.to_owned(), original: folders.original(name) }
    }
}

impl Target {
    /// The student's program.
    pub fn of_exercise(exercise: &Exercise) -> Target {
        Target {
            package: package(&exercise.topic, "exercises"),
            program: exercise.slug.clone(),
            main: exercise.folders.task.join("main.rs"),
            given: exercise.given.iter().map(|name| Given::of(&exercise.folders, name)).collect(),
            forbids: exercise.forbids.clone(),
            rescue: Some(format!("cargo xtask reset {} brings back the stub", exercise.slug)),
            sources: Sources::OfItsFolder,
        }
    }

    /// The reference solution.
    pub fn of_solution(exercise: &Exercise) -> Target {
        Target {
            package: package(&exercise.topic, "solutions"),
            program: format!("{}_solution", exercise.slug),
            main: exercise.folders.solution.join("main.rs"),
            given: Vec::new(),
            forbids: Vec::new(),
            rescue: None,
            sources: Sources::Any,
        }
    }

    /// A demo of a lesson.
    pub fn of_demo(demo: &Demo) -> Target {
        Target {
            package: package(&demo.topic, "lesson"),
            program: demo.name.clone(),
            main: demo.source.clone(),
            given: Vec::new(),
            forbids: Vec::new(),
            rescue: None,
            sources: Sources::Any,
        }
    }
}

/// A package may not be called as its topic alone: `regex` is also a dependency.
fn package(topic: &str, kind: &str) -> String {
    format!("{}-{kind}", topic.replace('_', "-"))
}

impl Target {
    /// Why cargo is not even asked: a source is gone, no file, too large, or given and changed.
    pub(super) fn refuse(&self, root: &Path) -> Option<BuildFailure> {
        let show = |path: &Path| text::show(root, path);
        let Ok(main) = fs::metadata(&self.main) else {
            let message = format!("{} is gone", show(&self.main));
            return Some(failure::failed(&message, self.rescue.as_deref()));
        };
        if !main.is_file() {
            return Some(failure::failed(&format!("{} is not a file", show(&self.main)), self.rescue.as_deref()));
        }
        if let Err(error) = fs::File::open(&self.main) {
            let message = format!("{} cannot be read: {}", show(&self.main), text::reason(&error));
            return Some(failure::failed(&message, None));
        }
        if let Some(failure) = self.refuse_changed(root).or_else(|| package::refuse(root, self)) {
            return Some(failure);
        }
        let own = self.own_sources(root);
        let sizes = own.iter().filter_map(|path| Some((path, fs::metadata(path).ok()?.len())));
        let (path, bytes) = sizes.max_by_key(|(_, bytes)| *bytes)?;
        (bytes > MOST_BYTES).then(|| {
            let message = format!("{} is too large: {} of at most {}", show(path), size(bytes), size(MOST_BYTES));
            failure::failed(&message, None)
        })
    }

    /// The sources that it is expected to be made of.
    pub(super) fn own_sources(&self, root: &Path) -> Vec<PathBuf> {
        let beside = match self.sources {
            Sources::OfItsFolder | Sources::OfItsFolderAndPackages => &BESIDE_TASK[..],
            Sources::Any => &BESIDE_SOLUTION,
        };
        let folder = self.main.parent().filter(|_| self.main.ends_with("main.rs"));
        let paths = folder.and_then(|folder| sources::paths(root, folder, beside).ok());
        paths.unwrap_or_else(|| vec![self.main.clone()])
    }

    /// A file that is given was changed, or is gone: what it proves is then proved no longer.
    fn refuse_changed(&self, root: &Path) -> Option<BuildFailure> {
        let folder = self.main.parent()?;
        let read = |path: PathBuf| text::read_bytes(root, &path).ok();
        // In a course without solutions there is none to compare it with.
        let is_changed = |it: &&Given| {
            read(it.original.clone()).is_some_and(|original| read(folder.join(&it.name)) != Some(original))
        };
        let Given { name, .. } = self.given.iter().find(is_changed)?;
        let differs = if folder.join(name).exists() { "yours differs" } else { "yours is gone" };
        let help =
            format!("cargo xtask reset {} --given brings it back and leaves your own work as it is", self.program);
        Some(failure::forbidden(&format!("{name} is given and stays as it is; {differs}"), &help))
    }
}

fn size(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{} KiB", bytes >> 10) }
}
