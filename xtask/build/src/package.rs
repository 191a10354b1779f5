//! What a package puts into its programs besides their sources: a library of its own, a build script, packages of this
//! machine. Cargo.toml is the course's, so that there is nothing of the kind.

use std::fs;
use std::path::{Path, PathBuf};

use expect::visible::visible;
use toml_span::Value;

use super::{BuildFailure, Sources, Target, failure};
use course::text;
use course::toml::Document;

/// How cargo calls where a package of crates.io, or of a copy of it, comes from.
const REGISTRY: &str = "registry+";

/// Cargo's lock file, as the last call has left it.
pub struct Locked {
    packages: Vec<Package>,
}

struct Package {
    name: String,
    version: String,
    /// Its bytes are known by a hash.
    is_of_registry: bool,
    dependencies: Vec<String>,
}

/// Why cargo is not even asked: the Cargo.toml of the target has more than programs. One that cannot be read, cargo tells.
pub fn refuse(root: &Path, target: &Target) -> Option<BuildFailure> {
    let folder = folder(target)?;
    let document = Document::read(root, &folder.join("Cargo.toml")).ok()?;
    let table = document.table().ok()?;
    let is_there = |pointer: &str, file: &str| match table.pointer(pointer) {
        Some(value) => value.as_bool() != Some(false),
        None => folder.join(file).exists(),
    };
    let has_library = table.pointer("/lib").is_some() || is_there("/package/autolib", "src/lib.rs");
    let manifest = text::show(root, &folder.join("Cargo.toml"));
    if is_there("/package/build", "build.rs") {
        return Some(told(&format!("{manifest} has a build script"), &folder));
    }
    if has_library {
        return Some(told(&format!("{manifest} has a library beside its programs"), &folder));
    }
    let dependencies = table.pointer("/dependencies").and_then(Value::as_table)?;
    let local = dependencies.iter().find(|(_, value)| value.pointer("/path").or(value.pointer("/git")).is_some());
    local.map(|(name, _)| told(&format!("{manifest} takes in `{}`, which is not of crates.io", name.name), &folder))
}

impl Locked {
    /// Nothing, where there is none.
    pub fn read(root: &Path) -> Locked {
        let text = fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
        Locked { packages: text.split("[[package]]").skip(1).map(Package::read).collect() }
    }

    /// Why the program is not run: its package depends on one of this machine, be it by a `[patch]` or by another one.
    pub fn refuse(&self, target: &Target) -> Option<BuildFailure> {
        let folder = folder(target)?;
        let own = self.packages.iter().find(|package| package.name == target.package)?;
        let mut found: Vec<&Package> = vec![own];
        let mut next = 0;
        while let Some(package) = found.get(next) {
            for dependency in package.dependencies.iter().filter_map(|line| self.meant(line)) {
                if !dependency.is_of_registry {
                    let what = format!("{} takes in `{}`, which is not of crates.io", target.package, dependency.name);
                    return Some(told(&what, &folder));
                }
                if !found.iter().any(|known| std::ptr::eq(*known, dependency)) {
                    found.push(dependency);
                }
            }
            next += 1;
        }
        None
    }

    /// `libc`, `libc 0.2.180`, `libc 0.2.180 (registry+..)`: no longer than it must be.
    fn meant(&self, line: &str) -> Option<&Package> {
        let mut words = line.split(' ');
        let (name, version) = (words.next()?, words.next());
        self.packages.iter().find(|one| one.name == name && version.is_none_or(|version| version == one.version))
    }
}

impl Package {
    fn read(text: &str) -> Package {
        let value = |key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'));
            line.unwrap_or_default().to_owned()
        };
        let list = text.split_once("dependencies = [").and_then(|(_, rest)| rest.split_once(']'));
        let lines = list.map_or("", |(list, _)| list).lines();
        let names = lines.filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","));
        Package {
            name: value("name"),
            version: value("version"),
            is_of_registry: value("source").starts_with(REGISTRY),
            dependencies: names.map(str::to_owned).collect(),
        }
    }
}

/// Of the package, if its programs are to be their authors' own work.
fn folder(target: &Target) -> Option<PathBuf> {
    let folder = target.main.parent()?.parent()?;
    (target.sources == Sources::OfItsFolder).then(|| folder.to_path_buf())
}

fn told(what: &str, folder: &Path) -> BuildFailure {
    let name = text::name_of(folder);
    let help = format!("only the .rs files of an exercise are compiled: bring back the Cargo.toml of {name} as it was");
    failure::forbidden(&visible(what.as_bytes()), &visible(help.as_bytes()))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Locked, Package};
    use crate::{Sources, Target};

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"anyhow\"\nversion = \"1.0.1\"\n\
        source = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"00\"\n\
        dependencies = [\n \"libc 0.2.2\",\n]\n\n\
        [[package]]\nname = \"libc\"\nversion = \"0.2.1\"\nsource = \"registry+https://x\"\n\n\
        [[package]]\nname = \"libc\"\nversion = \"0.2.2\"\n\n\
        [[package]]\nname = \"os-exercises\"\nversion = \"0.1.0\"\ndependencies = [\n \"anyhow\",\n]\n\n\
        [[package]]\nname = \"sys-exercises\"\nversion = \"0.1.0\"\ndependencies = [\n \"libc 0.2.1\",\n]\n";

    fn refused(package: &str) -> Option<String> {
        let packages = LOCK.split("[[package]]").skip(1).map(Package::read).collect();
        let target = Target {
            package: package.to_owned(),
            program: "one".to_owned(),
            main: PathBuf::from("/course/exercises/os/one/main.rs"),
            given: Vec::new(),
            forbids: Vec::new(),
            rescue: None,
            sources: Sources::OfItsFolder,
        };
        Locked { packages }.refuse(&target).map(|failure| failure.message())
    }

    #[test]
    fn a_patch_is_seen_behind_a_package_of_the_registry() {
        assert_eq!(refused("sys-exercises"), None);
        assert_eq!(refused("none-exercises"), None);
        let said = refused("os-exercises").unwrap();
        assert!(said.contains("os-exercises takes in `libc`, which is not of crates.io"), "{said}");
    }
}
