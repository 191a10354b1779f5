//! The mutants of all solutions of the course.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use mutate::mutants;

fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("the solutions are there") {
        let path = entry.expect("a folder can be read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).expect("a source can be read");
            found.push((path, source));
        }
    }
}

fn solutions() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../solutions"), &mut found);
    assert!(!found.is_empty());
    found
}

#[test]
fn all_parse_and_no_two_are_equal() {
    for (path, source) in solutions() {
        let (mut ids, mut texts) = (HashSet::new(), HashSet::from([source.clone()]));
        for mutant in mutants(&source).expect("a solution is Rust") {
            let place = format!("{}: {} {}", path.display(), mutant.id, mutant.what);
            assert!(syn::parse_file(&mutant.source).is_ok(), "{place}: does not parse:\n{}", mutant.diff.after);
            assert!(ids.insert(mutant.id), "{place}: twice");
            assert!(texts.insert(mutant.source), "{place}: the same text");
        }
    }
}

#[test]
fn all_but_the_slip_stays_as_it_is() {
    for (path, source) in solutions() {
        for mutant in mutants(&source).expect("a solution is Rust") {
            let place = format!("{}: {}", path.display(), mutant.id);
            let lines: Vec<&str> = source.lines().collect();
            let first = mutant.line as usize - 1;
            let touched = mutant.diff.before.lines().count();
            assert_eq!(mutant.diff.before, lines[first..first + touched].join("\n"), "{place}");
            let before: String = source.split_inclusive('\n').take(first).collect();
            let behind: String = source.split_inclusive('\n').skip(first + touched).collect();
            assert!(mutant.source.starts_with(&before) && mutant.source.ends_with(&behind), "{place}");
        }
    }
}

#[test]
fn the_same_every_time() {
    for (_, source) in solutions() {
        assert!(mutants(&source).ok() == mutants(&source).ok());
    }
}
