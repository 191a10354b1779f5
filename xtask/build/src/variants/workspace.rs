//! The files of the scratch workspace. A file is written only if its content changes, so that
//! cargo finds the rest up to date.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use toml_span::value::{Table, Value, ValueInner};

use super::{Variant, by_manifest, program};
use course::text;
use course::toml::Document;
use fault::Fault;

/// Writes what is missing or different.
pub fn write(root: &Path, folder: &Path, variants: &[Variant]) -> Result<(), Fault> {
    let groups = by_manifest(variants);
    let packages: Vec<String> = groups.keys().map(|manifest| package(manifest)).collect();
    let workspace = workspace_manifest(root, &packages)?;
    put(root, &folder.join("Cargo.toml"), workspace.as_bytes())?;
    put_lock(root, folder)?;
    for (manifest, variants) in groups {
        let package_folder = folder.join(package(manifest));
        put(root, &package_folder.join("Cargo.toml"), package_manifest(root, manifest, &variants)?.as_bytes())?;
        for variant in variants {
            let target = package_folder.join(program(variant));
            remove_others(&target, variant);
            for (name, content) in &variant.files {
                put(root, &target.join(name), content)?;
            }
        }
    }
    Ok(())
}

/// `exercises/fork_wait/Cargo.toml` -> `prove-exercises-fork_wait`, which no package of the course is called.
pub fn package(manifest: &Path) -> String {
    let mut folders = manifest.ancestors().skip(1).map(text::name_of);
    let topic = folders.next().unwrap_or_default();
    format!("prove-{}-{topic}", folders.next().unwrap_or_default())
}

/// The same versions as the course's; cargo adds these packages to it, and drops what they don't use.
pub fn put_lock(root: &Path, folder: &Path) -> Result<(), Fault> {
    match text::read_bytes(root, &root.join("Cargo.lock")) {
        Ok(lock) => put(root, &folder.join("Cargo.lock"), &lock),
        Err(_) => Ok(()),
    }
}

/// The course's workspace with other members. Without incremental compilation, which costs a full build half as much again.
fn workspace_manifest(root: &Path, packages: &[String]) -> Result<String, Fault> {
    let document = Document::read(root, &root.join("Cargo.toml"))?;
    let mut dev = String::new();
    for (key, value) in entries(&document.table()?, "/profile/dev") {
        if key != "incremental" {
            push_entry(&mut dev, key, value, root);
        }
    }
    Ok(format!("{}\n[profile.dev]\nincremental = false\n{dev}", head(root, packages)?))
}

/// The course's workspace with other members, but for its profiles.
pub fn head(root: &Path, packages: &[String]) -> Result<String, Fault> {
    let document = Document::read(root, &root.join("Cargo.toml"))?;
    let value = document.table()?;
    let mut workspace = String::new();
    for (key, value) in entries(&value, "/workspace") {
        match key {
            "members" | "exclude" | "default-members" => {}
            _ => push_entry(&mut workspace, key, value, root),
        }
    }
    let members = packages.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    Ok(format!("[workspace]\nmembers = [{members}]\n{workspace}"))
}

/// What a program's `[package]` inherits from this manifest, in lines of TOML: all but the name.
pub fn settings(root: &Path, manifest: &Path) -> Result<String, Fault> {
    let document = Document::read(root, manifest)?;
    let value = document.table()?;
    let folder = manifest.parent().unwrap_or(root);
    let mut settings = String::new();
    for (key, value) in entries(&value, "/package") {
        if key != "name" && key != "autobins" {
            push_entry(&mut settings, key, value, folder);
        }
    }
    Ok(settings)
}

/// A topic's manifest with another name and other programs.
fn package_manifest(root: &Path, manifest: &Path, variants: &[&Variant]) -> Result<String, Fault> {
    let document = Document::read(root, manifest)?;
    let value = document.table()?;
    let folder = manifest.parent().unwrap_or(root);
    let inherited = settings(root, manifest)?;
    let mut text = format!("[package]\nname = {:?}\nautobins = false\n{inherited}", package(manifest));
    for section in ["dependencies", "lints", "features", "target"] {
        if !entries(&value, &format!("/{section}")).is_empty() {
            let _ = writeln!(text, "\n[{section}]");
            for (key, value) in entries(&value, &format!("/{section}")) {
                push_entry(&mut text, key, value, folder);
            }
        }
    }
    for variant in variants {
        let name = program(variant);
        let _ = write!(text, "\n[[bin]]\nname = \"{name}\"\npath = \"{name}/main.rs\"\ntest = false\n");
    }
    Ok(text)
}

fn entries<'a>(value: &'a Value<'a>, pointer: &str) -> Vec<(&'a str, &'a Value<'a>)> {
    let table: Option<&Table<'_>> = value.pointer(pointer).and_then(Value::as_table);
    table.into_iter().flatten().map(|(key, value)| (key.name.as_ref(), value)).collect()
}

/// `key = value`, on one line; a table becomes an inline table.
fn push_entry(text: &mut String, key: &str, value: &Value<'_>, folder: &Path) {
    let _ = writeln!(text, "{} = {}", quote(key), inline(key, value, folder));
}

/// A value as TOML. What stands under the key `path` is made absolute: it was meant from `folder` on.
fn inline(key: &str, value: &Value<'_>, folder: &Path) -> String {
    match value.as_ref() {
        ValueInner::String(path) if key == "path" => quote(&folder.join(path.as_ref()).to_string_lossy()),
        ValueInner::String(text) => quote(text),
        ValueInner::Integer(number) => number.to_string(),
        ValueInner::Float(number) => format!("{number:?}"),
        ValueInner::Boolean(truth) => truth.to_string(),
        ValueInner::Array(values) => {
            let values: Vec<String> = values.iter().map(|value| inline("", value, folder)).collect();
            format!("[{}]", values.join(", "))
        }
        ValueInner::Table(table) => {
            let entries =
                table.iter().map(|(key, value)| format!("{} = {}", quote(&key.name), inline(&key.name, value, folder)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A basic string of TOML.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A module that an earlier variant of this name had would still be compiled if `main.rs` names it.
fn remove_others(folder: &Path, variant: &Variant) {
    let Ok(paths) = course::sources::paths(folder, folder, &[]) else { return };
    for path in paths {
        let is_wanted = path.strip_prefix(folder).is_ok_and(|name| variant.files.contains_key(name));
        if !is_wanted {
            // If it stays, the build tells.
            let _ = fs::remove_file(path);
        }
    }
}

/// Writes a file if its content changes.
pub fn put(root: &Path, path: &Path, content: &[u8]) -> Result<(), Fault> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, content));
    written.map_err(|error| Fault::course(text::reason(&error)).at(text::show(root, path)))
}
