//! The tree -> topics, exercises, demos and their cases.

use std::path::PathBuf;

use crate::run::Limits;

/// The course as found on disk. What is malformed is a fault of its own and stops nothing else.
#[derive(Debug, Clone)]
pub struct Course {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// In the order of the course.
    pub topics: Vec<Topic>,
    pub faults: Vec<crate::fault::Fault>,
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

#[derive(Debug, Clone)]
pub struct Exercise {
    pub topic: String,
    pub slug: String,
    /// `exercises/<topic>/<slug>`, absolute.
    pub folder: PathBuf,
    pub solution_folder: PathBuf,
    pub title: String,
    pub points: u32,
    /// Place within its topic.
    pub order: u32,
    /// Items of the course it covers: `S2-98`.
    pub covers: Vec<String>,
    /// From a nudge to nearly there.
    pub hints: [String; 3],
    pub limits: Limits,
    pub cases: Vec<Case>,
}

#[derive(Debug, Clone)]
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
