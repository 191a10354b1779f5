//! Which crate of the runner may use which, and which of the modules within: floors, each of which
//! rests on those below it alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use xtask::course::{find_root_above, manifest};

/// A crate or a module, and those that it uses.
type Uses = (&'static str, &'static [&'static str]);

/// Every crate of the runner with those that it uses, from the bottom up. What is not said here is not allowed.
const CRATES: [Uses; 17] = [
    ("fault", &[]),
    ("case", &[]),
    ("trace", &[]),
    ("hang", &[]),
    ("schedules", &[]),
    ("matching", &["case"]),
    ("expect", &["case", "matching"]),
    ("display", &["case"]),
    ("outcome", &["case", "hang", "trace"]),
    ("run", &["expect", "fault", "hang", "outcome", "schedules", "trace"]),
    ("verdict", &["expect", "fault", "hang", "outcome", "schedules", "trace"]),
    ("picture", &["display", "expect", "hang", "outcome", "trace"]),
    ("report", &["display", "expect", "fault", "hang", "outcome", "picture", "schedules", "trace", "verdict"]),
    ("course", &["expect", "fault", "outcome", "schedules", "verdict"]),
    ("build", &["course", "expect", "fault", "outcome", "run", "schedules"]),
    (
        "xtask",
        &[
            "build",
            "course",
            "expect",
            "fault",
            "hang",
            "outcome",
            "picture",
            "report",
            "run",
            "schedules",
            "trace",
            "verdict",
        ],
    ),
    ("authors", &["course", "display", "expect", "fault", "hang", "picture", "trace", "xtask"]),
];

/// The same of the modules within the crates that have several rooms.
const MODULES: [(&str, &[Uses]); 2] = [
    ("xtask", &[("schedules", &[]), ("check", &["schedules"]), ("commands", &["check", "schedules"])]),
    (
        "authors",
        &[
            ("svg", &[]),
            ("new", &[]),
            ("bless", &[]),
            ("coverage", &[]),
            ("prove", &[]),
            ("commands", &["bless", "coverage", "new", "prove", "svg"]),
        ],
    ),
];

fn root() -> PathBuf {
    find_root_above(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("xtask stands in the workspace")
}

fn folder(name: &str) -> PathBuf {
    let xtask = root().join("xtask");
    if name == "xtask" { xtask } else { xtask.join(name) }
}

#[test]
fn a_crate_uses_only_crates_below_it() {
    let names: BTreeSet<&str> = CRATES.iter().map(|(name, _)| *name).collect();
    let mut below = BTreeSet::new();
    for (name, allowed) in CRATES {
        let manifest = manifest::read(&root(), &folder(name).join("Cargo.toml")).unwrap();
        let used: BTreeSet<&str> = manifest.dependencies.iter().map(String::as_str).collect();
        let used: Vec<&str> = used.intersection(&names).copied().collect();
        assert_eq!(used, allowed, "{name}: what it uses and what it may use");
        assert!(allowed.iter().all(|one| below.contains(one)), "{name} uses what stands above it: {allowed:?}");
        below.insert(name);
    }
}

#[test]
fn a_module_uses_only_modules_below_it() {
    for (name, modules) in MODULES {
        let mut below: BTreeSet<&str> = BTreeSet::new();
        for (module, allowed) in modules {
            let used: BTreeSet<&str> =
                modules.iter().map(|(other, _)| *other).filter(|other| uses(name, module, other)).collect();
            let used: Vec<&str> = used.into_iter().filter(|other| other != module).collect();
            assert_eq!(used, *allowed, "{name}::{module}: what it uses and what it may use");
            assert!(allowed.iter().all(|one| below.contains(one)), "{name}::{module} uses what stands above it");
            below.insert(module);
        }
    }
}

/// Does a source of the module name the other one, from the root of the crate on?
fn uses(name: &str, module: &str, other: &str) -> bool {
    let sources = folder(name).join("src");
    let mut files = vec![sources.join(format!("{module}.rs"))];
    let mut folders = vec![sources.join(module)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    let texts = files.iter().filter_map(|path| fs::read_to_string(path).ok());
    let path = format!("crate::{other}");
    texts.flat_map(|text| text.split(&path).skip(1).map(str::to_owned).collect::<Vec<_>>()).any(|rest| {
        // Not the beginning of a longer name.
        !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}
