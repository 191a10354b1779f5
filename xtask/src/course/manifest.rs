//! The `[[bin]]`s of a topic's Cargo.toml: read, and written from the folders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml_span::value::Value;

use super::toml::Document;
use crate::fault::Fault;

/// Above this line a topic's Cargo.toml is its authors', below it `cargo xtask new` writes.
pub const MARKER: &str = "# One [[bin]] a folder, by name; `cargo xtask new` writes these.";

/// What the runner asks of a Cargo.toml.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Path of the source as written -> name of the program.
    pub bins: BTreeMap<String, String>,
    /// The dependencies for which this file names a folder, and that folder, absolute.
    pub path_dependencies: BTreeMap<String, PathBuf>,
    /// The dependencies that it takes from the workspace.
    pub workspace_dependencies: Vec<String>,
}

/// Reads a Cargo.toml as far as the runner needs it.
pub fn read(root: &Path, path: &Path) -> Result<Manifest, Fault> {
    let document = Document::read(root, path)?;
    let value = document.table()?;
    let mut manifest = Manifest::default();
    for bin in value.pointer("/bin").and_then(Value::as_array).into_iter().flatten() {
        let text = |key| bin.pointer(key).and_then(Value::as_str).map(str::to_owned);
        if let (Some(name), Some(path)) = (text("/name"), text("/path")) {
            manifest.bins.insert(path, name);
        }
    }
    let folder = path.parent().unwrap_or(root);
    for section in ["/dependencies", "/workspace/dependencies"] {
        for (name, dependency) in value.pointer(section).and_then(Value::as_table).into_iter().flatten() {
            if let Some(path) = dependency.pointer("/path").and_then(Value::as_str) {
                manifest.path_dependencies.insert(name.name.to_string(), folder.join(path));
            }
            if dependency.pointer("/workspace").and_then(Value::as_bool) == Some(true) {
                manifest.workspace_dependencies.push(name.name.to_string());
            }
        }
    }
    Ok(manifest)
}

/// The text of a Cargo.toml with one `[[bin]]` for each slug, in that order; what stands above the marker is kept.
///
/// # Errors
/// What was found below, if it is not this function's own.
pub fn with_bins(old: &str, slugs: &[String], suffix: &str) -> Result<String, String> {
    let head = match old.find(MARKER) {
        Some(at) => &old[..at],
        None => &old[..old.find("[[bin]]").unwrap_or(old.len())],
    };
    let below = &old[head.len()..];
    if let Some(table) = below.lines().find(|line| line.starts_with('[') && line.trim() != "[[bin]]") {
        return Err(format!("expected only [[bin]] below the marker, found {table}"));
    }
    let mut text = head.trim_end().to_owned();
    text.push('\n');
    if !slugs.is_empty() {
        text.push('\n');
        text.push_str(MARKER);
    }
    for slug in slugs {
        text.push_str(&format!("\n[[bin]]\nname = \"{slug}{suffix}\"\npath = \"{slug}/main.rs\"\ntest = false\n"));
    }
    Ok(text)
}
