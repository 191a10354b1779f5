//! Where everything of an exercise lies.
//!
//! ```text
//! exercises/<topic>/<slug>/   the task, and nothing that spoils it: README.md, exercise.toml, cases/, the student's
//!                             files, what is given
//! solutions/<topic>/<slug>/   the reference, with the originals of what is given; hints.toml; stub/; proof/
//! ```

use std::path::{Path, PathBuf};

use super::text;
use fault::Fault;

/// The two kinds of folders of a course, each with a folder a topic.
pub const EXERCISES: &str = "exercises";
pub const SOLUTIONS: &str = "solutions";

/// What lies beside the student's files and is no source of their program, whatever `.rs` files it holds.
pub const BESIDE_TASK: [&str; 1] = [CASES];

/// The same beside the solution's.
pub const BESIDE_SOLUTION: [&str; 2] = [STUB, PROOF];

/// The three hints, beside the solution.
pub const HINTS: &str = "hints.toml";

const CASES: &str = "cases";
const STUB: &str = "stub";
/// Beside the solution: what shows that its checks hold.
pub const PROOF: &str = "proof";
/// In it: how a part is tried under many schedules.
pub const SCENARIOS: &str = "scenarios.rs";

/// The two folders of an exercise, absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// `exercises/<topic>/<slug>`: what a student sees.
    pub task: PathBuf,
    /// `solutions/<topic>/<slug>`: what shows that the task can be done, and that its checks can be trusted. It need not be
    /// there: a course may be handed out without solutions.
    pub solution: PathBuf,
}

impl Folders {
    /// Those of an exercise in the course at `root`.
    pub fn of(root: &Path, topic: &str, slug: &str) -> Folders {
        let folder = |kind: &str| root.join(kind).join(topic).join(slug);
        Folders { task: folder(EXERCISES), solution: folder(SOLUTIONS) }
    }

    pub fn readme(&self) -> PathBuf {
        self.task.join("README.md")
    }

    pub fn settings(&self) -> PathBuf {
        self.task.join("exercise.toml")
    }

    pub fn cases(&self) -> PathBuf {
        self.task.join(CASES)
    }

    /// The functions for `@check`, beside the cases that name them.
    pub fn check_functions(&self) -> PathBuf {
        self.cases().join("check.rs")
    }

    /// The Cargo.toml of the topic's exercises.
    pub fn manifest(&self) -> PathBuf {
        self.task.with_file_name("Cargo.toml")
    }

    /// The Cargo.toml of the topic's solutions.
    pub fn solution_manifest(&self) -> PathBuf {
        self.solution.with_file_name("Cargo.toml")
    }

    /// The original of a given file.
    pub fn original(&self, given: &str) -> PathBuf {
        self.solution.join(given)
    }

    pub fn hints(&self) -> PathBuf {
        self.solution.join(HINTS)
    }

    /// What the student writes, as it was delivered.
    pub fn stub(&self) -> PathBuf {
        self.solution.join(STUB)
    }

    /// Programs that must pass and programs that must fail, equivalent mutants, scenarios.
    pub fn proof(&self) -> PathBuf {
        self.solution.join(PROOF)
    }

    /// Mutants of the solution that no case can kill.
    pub fn equivalents(&self) -> PathBuf {
        self.proof().join("equivalent.toml")
    }

    /// Which wrong programs break which rule of the README.
    pub fn rules(&self) -> PathBuf {
        self.proof().join("rules.toml")
    }

    /// What is tried with a part under many schedules.
    pub fn scenarios(&self) -> PathBuf {
        self.proof().join(SCENARIOS)
    }

    /// Is there a tree of solutions at all? Then a gap in it is a fault.
    pub fn has_solutions(&self) -> bool {
        self.solution.parent().is_some_and(Path::is_dir)
    }
}

/// The folders of a topic that are exercises (or solutions): all but `src`, which a package without programs has.
///
/// # Errors
/// The topic's folder cannot be listed.
pub fn exercise_folders(root: &Path, kind: &str, topic: &str) -> Result<Vec<PathBuf>, Fault> {
    let mut folders = text::list_folders(root, &root.join(kind).join(topic))?;
    folders.retain(|folder| text::name_of(folder) != "src");
    Ok(folders)
}
