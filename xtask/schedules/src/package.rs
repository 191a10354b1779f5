//! The package of a check. Nothing is copied: its main file names the learner's modules and the scenarios by their paths.

use std::fmt::Write;
use std::path::Path;

use crate::scenario::Scenario;

/// What a check is made of. All paths absolute.
#[derive(Debug, Clone)]
pub struct Package<'a> {
    /// The package's name, different for each exercise: two of one name that share a target folder are taken for one.
    pub name: &'a str,
    /// What the learner's module is called: the scenarios use it as `super::NAME`.
    pub module: &'a str,
    /// The learner's file.
    pub part: &'a Path,
    pub scenarios_file: &'a Path,
    pub scenarios: &'a [Scenario],
    /// The folder that holds `facade` and `driver`.
    pub engine: &'a Path,
}

impl Package<'_> {
    /// `Cargo.toml`, up to and with its dependencies: lines may be added. `settings` are those of the learner's
    /// package, the edition among them.
    /// Its profile is the workspace's, as is its lock file.
    #[must_use]
    pub fn manifest(&self, settings: &str) -> String {
        let Self { name, engine, .. } = self;
        let (facade, driver) = (engine.join("facade"), engine.join("driver"));
        format!(
            "[package]\nname = {name:?}\n{settings}\n\
             [dependencies]\n# What `std` means here.\nstd = {{ package = \"schedules_std\", path = {facade:?} }}\n\
             schedules_driver = {{ path = {driver:?} }}\n"
        )
    }

    /// `src/main.rs`.
    #[must_use]
    pub fn main(&self) -> String {
        let Self { module, part, scenarios_file, .. } = self;
        let mut table = String::new();
        for Scenario { name, tries, .. } in self.scenarios {
            let _ = writeln!(
                table,
                "        schedules_driver::Scenario {{ name: {name:?}, tries: {tries:?}, run: tried::scenarios::{name} }},"
            );
        }
        format!(
            "//! Written by the runner.\n\n#![allow(warnings)]\n\nextern crate std as core;\n\n\
             mod given {{\n    #[path = {part:?}]\n    pub mod {module};\n}}\n\n\
             mod tried {{\n    use super::given::{module};\n    #[path = {scenarios_file:?}]\n    \
             pub mod scenarios;\n}}\n\n\
             // Where `std` means something else, it is this file that does not compile.\n\
             fn ours(\n    lock: std::sync::Mutex<()>,\n    atomic: core::sync::atomic::AtomicBool,\n\
             ) -> (schedules_driver::ours::Mutex<()>, schedules_driver::ours::AtomicBool) {{\n    (lock, atomic)\n}}\n\n\
             fn main() -> std::process::ExitCode {{\n    schedules_driver::main(&[\n{table}    ])\n}}\n"
        )
    }
}
