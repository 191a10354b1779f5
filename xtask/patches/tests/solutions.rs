//! The real tree: every patch fits its solution, and what it makes is written as rustfmt would have it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use patches::{Patch, Texts};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("it stands in the workspace").to_path_buf()
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
fn every_patch_fits_and_makes_a_formatted_program() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("patched");
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).unwrap();
    let (mut misfits, mut written) = (Vec::new(), Vec::new());
    for folder in solutions() {
        let solution = program(&folder);
        let kinds = ["wrong", "right"].map(|kind| entries(&folder.join("proof").join(kind)));
        for path in kinds.into_iter().flatten().filter(|path| is(path, "patch")) {
            let patch = Patch::parse(&fs::read_to_string(&path).unwrap());
            match patch.and_then(|patch| patch.apply(&solution)) {
                Ok(changed) => {
                    for (name, text) in changed.iter().filter(|(name, text)| solution.get(*name) != Some(*text)) {
                        let file = place.join(format!("{}_{}", written.len(), name.display()));
                        fs::write(&file, text).unwrap();
                        written.push((file, path.clone()));
                    }
                }
                Err(misfit) => misfits.push(format!("{}:{}: {}", path.display(), misfit.line, misfit.message)),
            }
        }
    }
    assert_eq!(misfits, Vec::<String>::new(), "cargo xtask refit carries them over");
    assert!(written.len() > 100, "{} patches were found", written.len());
    let unformatted: Vec<String> = written
        .iter()
        .filter(|(file, _)| !is_formatted(file))
        .map(|(_, patch)| patch.strip_prefix(root()).unwrap().display().to_string())
        .collect();
    assert_eq!(unformatted, Vec::<String>::new());
}

/// From standard input, so that rustfmt looks for no modules beside it.
fn is_formatted(file: &Path) -> bool {
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024", "--config-path"]).arg(root().join("rustfmt.toml"));
    let output = command
        .stdin(fs::File::open(file).expect("it was written"))
        .output()
        .expect("rustfmt comes with the toolchain");
    output.status.success() && output.stdout == fs::read(file).expect("it was written")
}
