//! A topic's Cargo.toml: its `[[bin]]`s, read and written from the folders.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use toml_span::Value;

use super::toml::Document;
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

/// Reads a Cargo.toml as far as the runner needs it. What cargo would refuse in a table, cargo tells.
///
/// # Errors
/// The file cannot be read, or is no TOML.
pub fn read(root: &Path, path: &Path) -> Result<Manifest, Fault> {
    let document = Document::read(root, path)?;
    let table = document.table()?;
    let folder = path.parent().unwrap_or(root);
    let mut manifest = Manifest::default();
    for bin in table.pointer("/bin").and_then(Value::as_array).into_iter().flatten() {
        if let (Some(source), Some(name)) = (text_of(bin, "/path"), text_of(bin, "/name")) {
            manifest.bins.insert(source, name);
        }
    }
    for dependencies in ["/dependencies", "/workspace/dependencies"] {
        for (name, dependency) in table.pointer(dependencies).and_then(Value::as_table).into_iter().flatten() {
            if let Some(path) = text_of(dependency, "/path") {
                manifest.path_dependencies.insert(name.to_string(), folder.join(path));
            }
            manifest.dependencies.insert(name.to_string());
        }
    }
    Ok(manifest)
}

fn text_of(table: &Value<'_>, pointer: &str) -> Option<String> {
    table.pointer(pointer).and_then(Value::as_str).map(str::to_owned)
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
            "[package]\nname = \"near\"\n\n[dependencies]\nlibc.workspace = true\n\
             lib = { path = \"../lib\", version = \"1\" }\n\
             # path = \"no\"\n\n[[bin]]\nname=\"one\"\npath =  \"one/main.rs\"\ntest = false\n\n\
             [[bin]]\npath = \"two/main.rs\" # 2\n\
             name = \"two\"\n[dependencies.far]\npath = \"../far\"\n[lints]\nname = \"no\"\n",
        );
        let manifest = read(&tree.root, &tree.path("near/Cargo.toml")).unwrap();
        let bins: Vec<_> = manifest.bins.iter().map(|(path, name)| (path.as_str(), name.as_str())).collect();
        assert_eq!(bins, [("one/main.rs", "one"), ("two/main.rs", "two")]);
        assert_eq!(manifest.path_dependencies["lib"], tree.path("near/../lib"));
        assert_eq!(manifest.path_dependencies["far"], tree.path("near/../far"));
        assert!(manifest.dependencies.iter().eq(["far", "lib", "libc"]));
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_line() {
        let tree = Tree::empty();
        tree.write("near/Cargo.toml", "[package]\nname = \"near\"\n[[bin]\n");
        let fault = read(&tree.root, &tree.path("near/Cargo.toml")).unwrap_err().to_string();
        assert!(fault.contains("near/Cargo.toml:3:"), "{fault}");
    }
}
