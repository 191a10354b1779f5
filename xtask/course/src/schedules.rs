//! `[schedules]` in an exercise.toml: a part of the program that is also tried under many
//! schedules, in the author's scenarios.
//!
//! ```toml
//! [schedules]
//! module = "buffer"    # the learner's part is buffer.rs
//! count = 1000         # schedules for each scenario, if it is another number
//! ```

use std::path::Path;

use schedules::scenario::{self, Scenario};
use toml_span::value::{Table, Value};

use super::folders::Folders;
use super::toml::{Document, Fields};
use super::{Case, text};
use fault::Fault;
use verdict::tried::CASE;

/// Finds what needs two or three threads in a certain order many times over.
const USUAL_COUNT: u32 = 1000;

/// A part that is tried under many schedules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
    /// `buffer` for `buffer.rs`: what the learner writes.
    pub module: String,
    /// Schedules for each scenario.
    pub count: u32,
    /// Never empty.
    pub scenarios: Vec<Scenario>,
}

impl Scheduled {
    /// `buffer.rs`
    pub fn file(&self) -> String {
        file(&self.module)
    }
}

/// The table, if there is one, and the scenarios beside the solution. Without solutions there
/// are none, and nothing is tried.
///
/// # Errors
/// Everything that is wrong with them, each with its place.
pub fn read(
    document: &Document,
    table: Option<&Table<'_>>,
    root: &Path,
    folders: &Folders,
) -> Result<Option<Scheduled>, Vec<Fault>> {
    let path = folders.scenarios();
    let Some(table) = table else {
        let stray = Fault::course("expected [schedules] in exercise.toml, which says what the scenarios are for");
        return if path.exists() { Err(vec![stray.at(text::show(root, &path))]) } else { Ok(None) };
    };
    let mut fields = Fields::new(document, table, "schedules.");
    let module = fields.required("module", "the name of a module, such as \"buffer\"", module_name);
    let count = fields.whole_number("count", 1..=10_000).map_or(USUAL_COUNT, |count| count as u32);
    let mut faults = fields.finish();
    if !folders.has_solutions() {
        return if faults.is_empty() { Ok(None) } else { Err(faults) };
    }
    if let (Some(module), Some(value)) = (&module, table.get("module"))
        && !folders.stub().join(file(module)).is_file()
    {
        let message = format!("schedules.module: there is no {:?} in stub", file(module));
        faults.push(document.fault(document.start(value), message));
    }
    let scenarios = scenarios(root, &path).map_err(|fault| faults.push(fault));
    match (module, scenarios) {
        (Some(module), Ok(scenarios)) if faults.is_empty() => Ok(Some(Scheduled { module, count, scenarios })),
        _ => Err(faults),
    }
}

/// A case that is called as the run of the scenarios is.
pub fn taken_name(root: &Path, cases: &[Case]) -> Option<Fault> {
    let taken = cases.iter().find(|case| case.name == CASE)?;
    Some(
        Fault::course(format!("'{CASE}' is what the run of the scenarios is called")).at(text::show(root, &taken.path)),
    )
}

/// The file that a table leaves to the learner, whatever else is wrong with it; else `main.rs`.
pub fn own_file(table: Option<&Table<'_>>) -> String {
    let module = table.and_then(|table| table.get("module")).and_then(module_name);
    module.map_or_else(|| file("main"), |module| file(&module))
}

fn scenarios(root: &Path, path: &Path) -> Result<Vec<Scenario>, Fault> {
    let source = text::read(root, path)?;
    let scenarios = scenario::scan(&source).map_err(|undocumented| {
        let message = format!("{}: expected a doc comment that says what the scenario tries", undocumented.name);
        Fault::course(message).at(text::place(root, path, undocumented.line, 1))
    })?;
    if scenarios.is_empty() {
        let fault = Fault::course("no scenario: expected a function such as 'pub fn one_and_one() {'");
        return Err(fault.at(text::show(root, path)));
    }
    Ok(scenarios)
}

fn module_name(value: &Value<'_>) -> Option<String> {
    let name = value.as_str()?;
    (super::is_snake_case(name) && !["main", "scenarios"].contains(&name)).then(|| name.to_owned())
}

fn file(module: &str) -> String {
    format!("{module}.rs")
}
