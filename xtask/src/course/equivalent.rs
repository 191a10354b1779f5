//! `[[equivalent]]` in an exercise.toml: mutants of the solution that no case can kill, since they do the same.
//!
//! ```toml
//! [[equivalent]]
//! why = "the child ends a few lines below, and closes it then"
//! mutants = ["no-drop/Adder::start/1: `drop(answer);` deleted"]
//! ```
//!
//! A mutant is listed as it is told, id and sentence. The number in an id counts within a function: when something of that kind is
//! written in above, the same id means another mutant, and an old reason must not excuse it. One reason often holds for several.

use toml_span::value::{Table, Value};

use super::toml::{Document, Fields, filled_text, texts};
use crate::fault::Fault;

/// An entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equivalent {
    pub why: String,
    /// Each with its id and what is changed; never empty.
    pub mutants: Vec<String>,
}

/// Reads the entries. That the value is an array of tables is asked for by [`tables`].
///
/// # Errors
/// Everything that is wrong with them, each with its place.
pub fn read(document: &Document, value: Option<&Value<'_>>) -> Result<Vec<Equivalent>, Vec<Fault>> {
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
pub fn tables<'v, 't>(value: &'v Value<'t>) -> Option<Vec<&'v Table<'t>>> {
    value.as_array()?.iter().map(Value::as_table).collect()
}
