//! The package of a check. Nothing is copied: its main file names the learner's modules and the scenarios by their paths.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::scenario::Scenario;

/// What a check is made of. All paths absolute.
#[derive(Debug, Clone)]
pub struct Package<'a> {
    /// The package's name, different for each exercise: two of one name that share a target folder are taken for one.
    pub name: &'a str,
    /// The edition the learner's program is written in.
    pub edition: &'a str,
    /// The learner's modules: the name that `crate::NAME` has in them and in the scenarios, and the file.
    pub modules: &'a [(String, PathBuf)],
    pub scenarios_file: &'a Path,
    pub scenarios: &'a [Scenario],
    /// The folder that holds `facade` and `driver`.
    pub schedules: &'a Path,
}

impl Package<'_> {
    /// `Cargo.toml`. Its profile is the workspace's, as is its lock file.
    #[must_use]
    pub fn manifest(&self) -> String {
        let Self { name, edition, schedules, .. } = self;
        let (facade, driver) = (schedules.join("facade"), schedules.join("driver"));
        format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = {edition:?}\npublish = false\n\n\
             [dependencies]\n# What `std` means here.\nstd = {{ package = \"schedules_std\", path = {facade:?} }}\n\
             schedules_driver = {{ path = {driver:?} }}\n"
        )
    }

    /// `src/main.rs`.
    #[must_use]
    pub fn main(&self) -> String {
        let mut text = "//! Written by the runner.\n\n#![allow(dead_code, unused_imports)]\n\n".to_owned();
        for (name, file) in self.modules {
            let _ = writeln!(text, "#[path = {file:?}]\nmod {name};");
        }
        let _ = writeln!(text, "#[path = {:?}]\nmod scenarios;\n", self.scenarios_file);
        text.push_str("fn main() -> std::process::ExitCode {\n    schedules_driver::main(&[\n");
        for Scenario { name, tries, .. } in self.scenarios {
            let _ = writeln!(
                text,
                "        schedules_driver::Scenario {{ name: {name:?}, tries: {tries:?}, run: scenarios::{name} }},"
            );
        }
        text.push_str("    ])\n}\n");
        text
    }
}
