//! `proof/equivalent.toml` beside the solution: its mutants that no case can kill, since they do the same.
//!
//! ```toml
//! [[equivalent]]
//! why = "the child ends a few lines below, and closes it then"
//! mutants = ["no-drop/Adder::start/1: `drop(answer);` deleted"]
//! ```
//!
//! A mutant is listed as it is told, id and sentence. The number in an id counts within a function: when something
//! of that kind is written in above, the same id means another mutant, and an old reason must not excuse it. One
//! reason often holds for several.

use std::path::Path;

use toml_span::value::{Table, Value};

use super::Exercise;
use super::toml::{Document, Fields, filled_text, texts};
use fault::Fault;

/// An entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equivalent {
    pub why: String,
    /// Each with its id and what is changed; never empty.
    pub mutants: Vec<String>,
}

impl Exercise {
    /// The entries; none where there is no such file.
    ///
    /// # Errors
    /// Everything that is wrong with them, each with its place.
    pub fn equivalents(&self, root: &Path) -> Result<Vec<Equivalent>, Vec<Fault>> {
        let path = self.folders.equivalents();
        if !path.exists() {
            return Ok(Vec::new());
        }
        let document = Document::read(root, &path).map_err(|fault| vec![fault])?;
        let value = document.table().map_err(|fault| vec![fault])?;
        let Some(table) = value.as_table() else { return Err(vec![document.fault(0, "expected [[equivalent]]")]) };
        let mut fields = Fields::new(&document, table, "");
        fields.required("equivalent", "tables, each begun with [[equivalent]]", |value| tables(value).map(drop));
        let mut faults = fields.finish();
        let entries = read(&document, table.get("equivalent")).map_err(|found| faults.extend(found));
        entries.ok().filter(|_| faults.is_empty()).ok_or(faults)
    }
}

fn read(document: &Document, value: Option<&Value<'_>>) -> Result<Vec<Equivalent>, Vec<Fault>> {
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    for table in value.and_then(tables).into_iter().flatten() {
        let mut fields = Fields::new(document, table, "equivalent.");
        let why = fields.required("why", "a reason", filled_text);
        let mutants = fields.required("mutants", "mutants as cargo xtask prove tells them", |value| {
            texts(value).filter(|mutants| !mutants.is_empty())
        });
        faults.extend(fields.finish());
        entries.extend(why.zip(mutants).map(|(why, mutants)| Equivalent { why, mutants }));
    }
    if faults.is_empty() { Ok(entries) } else { Err(faults) }
}

/// The tables of an array that holds nothing else.
fn tables<'v, 't>(value: &'v Value<'t>) -> Option<Vec<&'v Table<'t>>> {
    value.as_array()?.iter().map(Value::as_table).collect()
}
