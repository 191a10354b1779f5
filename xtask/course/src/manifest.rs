//! A topic's Cargo.toml: its `[[bin]]`s, read and written from the folders.
//!
//! It is read line by line, as `cargo xtask new` and people write it: every check reads 27 of them, and what is wrong with
//! one as TOML, cargo tells better than we could.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::text;
use fault::Fault;

/// Above this line a topic's Cargo.toml is its authors', below it `cargo xtask new` writes.
pub const MARKER: &str = "# One [[bin]] a folder, by name; `cargo xtask new` writes these.";

/// What the runner asks of a Cargo.toml.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Path of the source as written -> name of the program.
    pub bins: BTreeMap<String, String>,
    /// The dependencies for which this file names a folder, and that folder, absolute.
    pub path_dependencies: BTreeMap<String, PathBuf>,
    /// All dependencies by name.
    pub dependencies: BTreeSet<String>,
}

/// Reads a Cargo.toml as far as the runner needs it.
pub fn read(root: &Path, path: &Path) -> Result<Manifest, Fault> {
    let content = text::read(root, path)?;
    let folder = path.parent().unwrap_or(root);
    let mut manifest = Manifest::default();
    let mut section = "";
    let mut name = "";
    for line in content.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        let Some((key, value)) = line.split_once('=').map(|(key, value)| (key.trim(), value.trim())) else {
            section = if line.starts_with('[') { line } else { section };
            continue;
        };
        match (section, key) {
            ("[[bin]]", "name") => name = quoted(value),
            ("[[bin]]", "path") => drop(manifest.bins.insert(quoted(value).to_owned(), name.to_owned())),
            ("[dependencies]" | "[workspace.dependencies]", _) => {
                let dependency = key.split('.').next().unwrap_or(key);
                if let Some((_, path)) = value.split_once("path = ") {
                    manifest.path_dependencies.insert(dependency.to_owned(), folder.join(quoted(path)));
                }
                manifest.dependencies.insert(dependency.to_owned());
            }
            _ => {}
        }
    }
    Ok(manifest)
}

/// What stands between the first two quotation marks.
fn quoted(value: &str) -> &str {
    value.split('"').nth(1).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::read;
    use crate::tests::tree::Tree;

    #[test]
    fn programs_and_folders_of_dependencies_are_found() {
        let tree = Tree::empty();
        tree.write(
            "near/Cargo.toml",
            "[package]\nname = \"near\"\n\n[dependencies]\nlibc.workspace = true\nlib = { path = \"../lib\", version = \"1\" }\n\
             # path = \"no\"\n\n[[bin]]\nname=\"one\"\npath =  \"one/main.rs\"\ntest = false\n\n[[bin]]\nname = \"two\" # 2\n\
             path = \"two/main.rs\"\n[lints]\nname = \"no\"\n",
        );
        let manifest = read(&tree.root, &tree.path("near/Cargo.toml")).unwrap();
        let bins: Vec<_> = manifest.bins.iter().map(|(path, name)| (path.as_str(), name.as_str())).collect();
        assert_eq!(bins, [("one/main.rs", "one"), ("two/main.rs", "two")]);
        assert_eq!(manifest.path_dependencies["lib"], tree.path("near/../lib"));
        assert!(manifest.dependencies.iter().eq(["lib", "libc"]));
    }
}
