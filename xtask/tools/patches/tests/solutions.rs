//! The real tree: every patch fits its solution. `cargo xtask lint` looks at what it makes.

use std::fs;
use std::path::{Path, PathBuf};

use patches::{Patch, Texts};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).expect("it stands in the workspace").to_path_buf()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    paths.sort();
    paths
}

fn is(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

/// The folders of all solutions.
fn solutions() -> impl Iterator<Item = PathBuf> {
    entries(&root().join("solutions")).into_iter().flat_map(|topic| entries(&topic)).filter(|path| path.is_dir())
}

fn program(folder: &Path) -> Texts {
    let sources = entries(folder).into_iter().filter(|path| is(path, "rs"));
    sources
        .map(|path| (path.file_name().unwrap_or_default().into(), fs::read_to_string(&path).expect("a source is text")))
        .collect()
}

#[test]
fn every_patch_fits() {
    let (mut misfits, mut fits) = (Vec::new(), 0);
    for folder in solutions() {
        let solution = program(&folder);
        let kinds = ["wrong", "right"].map(|kind| entries(&folder.join("proof").join(kind)));
        for path in kinds.into_iter().flatten().filter(|path| is(path, "patch")) {
            let patch = Patch::parse(&fs::read_to_string(&path).unwrap());
            match patch.and_then(|patch| patch.apply(&solution)) {
                Ok(_) => fits += 1,
                Err(misfit) => misfits.push(format!("{}:{}: {}", path.display(), misfit.line, misfit.message)),
            }
        }
    }
    assert_eq!(misfits, Vec::<String>::new(), "cargo xtask refit carries them over");
    assert!(fits > 100, "{fits} patches were found");
}
