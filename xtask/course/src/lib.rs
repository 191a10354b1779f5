//! The tree -> topics, exercises, demos and their cases.
//!
//! ```text
//! root       where the course stands            text       the course's own files, read with a cap
//! toml       values with line and column        settings   exercise.toml          manifest   a topic's Cargo.toml
//! folders    where everything of an exercise lies
//! exercise   one exercise                       lesson     a topic's demos and page
//! cases      sessions and console blocks        items      what the course covers
//! select     selectors -> what they name        nearest    "did you mean"
//! topics     which there are, and their order
//! sources    stub, student's files, solution    overlay    a program laid over an exercise's
//! did        what must have happened besides printing, in all cases of an exercise
//! hints      the three hints                    equivalent mutants of the solution that no case can kill
//! schedules  a part that is also tried under many schedules
//! wrong      those that must fail, and how      right      those that must pass, besides the solution
//! ```

mod cases;
mod did;
mod discover;
mod equivalent;
mod exercise;
pub mod folders;
mod hints;
pub mod items;
mod lesson;
pub mod manifest;
mod nearest;
pub mod overlay;
pub mod right;
mod root;
pub mod schedules;
mod select;
mod settings;
pub mod sources;
pub mod text;
pub mod toml;
pub mod topics;
mod unique;
pub mod wrong;

use std::path::{Path, PathBuf};

use fault::Fault;
use outcome::Limits;

pub use discover::{discover, discover_among, outline};
pub use equivalent::Equivalent;
pub use exercise::is_snake_case;
pub use folders::{Folders, exercise_folders};
pub use nearest::nearest;
pub use root::{find_root, find_root_above, root_at};
pub use schedules::Scheduled;
pub use select::{Among, Selection, one_demo, one_exercise, select};
pub use topics::Topics;
pub use unique::program_names;

/// The course as found on disk. What is malformed is a fault of its own and stops nothing else.
#[derive(Debug, Clone)]
pub struct Course {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// In the order of the course.
    pub topics: Vec<Topic>,
    /// What is wrong with the course as a whole: an unknown folder, a list of items that cannot be read.
    pub faults: Vec<Fault>,
    /// The parts that cannot be used, each with its own faults; they are missing from `topics`.
    pub broken: Vec<Broken>,
}

/// A part of the course that is there and cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub part: Part,
    pub topic: String,
    /// The slug, the demo's name; for a lesson's page the topic.
    pub name: String,
    /// Never empty.
    pub faults: Vec<Fault>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Exercise,
    Demo,
    /// The README of a topic.
    Lesson,
}

#[derive(Debug, Clone)]
pub struct Topic {
    /// As the folders are called: `fork_wait`.
    pub name: String,
    /// In the order of the course.
    pub exercises: Vec<Exercise>,
    /// By name.
    pub demos: Vec<Demo>,
    /// The `console` blocks of the lesson's README.
    pub lesson_cases: Vec<Case>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Exercise {
    pub topic: String,
    pub slug: String,
    pub folders: Folders,
    pub title: String,
    pub points: u32,
    /// Place within its topic.
    pub order: u32,
    /// Items of the course it covers: `S2-98`.
    pub covers: Vec<String>,
    /// Sources that the student leaves as they are, such as `proof.rs`. The solution has the originals.
    pub given: Vec<String>,
    /// Words that the student's sources may not have, such as `set_var`.
    pub forbids: Vec<String>,
    pub limits: Limits,
    /// A part that is also tried under many schedules.
    pub scheduled: Option<Scheduled>,
    /// What must have happened in every case.
    did: did::Stated,
    /// Of an exercise that was not selected, none: see [`discover_among`].
    pub cases: Vec<Case>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Demo {
    pub topic: String,
    pub name: String,
    /// `crates/<topic>/src/bin/<name>.rs`, absolute.
    pub source: PathBuf,
    pub cases: Vec<Case>,
}

/// A session and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// `uneven` for `cases/uneven.session`; `readme` (then `readme_2` ..) for console blocks.
    pub name: String,
    /// The file it stands in, absolute.
    pub path: PathBuf,
    /// Line of the file on which the text begins, from 1.
    pub first_line: u32,
    pub text: String,
    pub session: expect::Session,
}

impl Course {
    /// Every exercise that can be used, in the order of the course.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.topics.iter().flat_map(|topic| &topic.exercises)
    }

    /// Every demo that can be used, topic by topic.
    pub fn demos(&self) -> impl Iterator<Item = &Demo> {
        self.topics.iter().flat_map(|topic| &topic.demos)
    }

    /// Everything that is wrong with the course.
    pub fn all_faults(&self) -> impl Iterator<Item = &Fault> {
        self.faults.iter().chain(self.broken.iter().flat_map(|broken| &broken.faults))
    }

    /// A path as messages show it: from the root on.
    pub fn show(&self, path: &Path) -> String {
        text::show(&self.root, path)
    }
}

impl Broken {
    /// `sys/echo_args`; for a lesson's page the topic.
    pub fn id(&self) -> String {
        match self.part {
            Part::Exercise | Part::Demo => format!("{}/{}", self.topic, self.name),
            Part::Lesson => self.topic.clone(),
        }
    }
}

impl Exercise {
    /// `fork_wait/fork_sum`
    pub fn id(&self) -> String {
        format!("{}/{}", self.topic, self.slug)
    }

    /// The course that it belongs to, the folder of `exercises`.
    pub fn root(&self) -> Option<&Path> {
        self.folders.task.ancestors().nth(3)
    }
}

impl Demo {
    /// `fork_wait/pipe_eof`
    pub fn id(&self) -> String {
        format!("{}/{}", self.topic, self.name)
    }
}

impl Case {
    /// The line of the file for a line of the session, both from 1.
    pub fn file_line(&self, session_line: u32) -> u32 {
        self.first_line + session_line.saturating_sub(1)
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
extern crate self as course;
