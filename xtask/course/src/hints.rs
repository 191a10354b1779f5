//! `hints.toml` beside the solution: three hints, so that you read none before you ask for it.

use std::path::Path;

use super::Exercise;
use super::toml::{Document, Fields, texts};
use fault::Fault;

/// From a nudge to nearly there.
pub type Hints = [String; 3];

impl Exercise {
    /// The three hints.
    ///
    /// # Errors
    /// Everything that is wrong with the file, each with its place.
    pub fn hints(&self, root: &Path) -> Result<Hints, Vec<Fault>> {
        let document = Document::read(root, &self.folders.hints()).map_err(|fault| vec![fault])?;
        let value = document.table().map_err(|fault| vec![fault])?;
        let Some(table) = value.as_table() else { return Err(vec![document.fault(0, "expected hints = [..]")]) };
        let mut fields = Fields::new(&document, table, "");
        let hints = fields.required("hints", "exactly three texts, none empty", |value| {
            texts(value).and_then(|texts| texts.try_into().ok())
        });
        let faults = fields.finish();
        hints.filter(|_| faults.is_empty()).ok_or(faults)
    }
}
