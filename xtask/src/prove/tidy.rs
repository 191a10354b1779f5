//! An exercise's folder holds what belongs there, and the stub stands in its place.

use std::fs;
use std::path::Path;

use crate::course::Exercise;

/// What is not tidy, each in a sentence.
pub fn holes(root: &Path, exercise: &Exercise) -> Vec<String> {
    let mut holes = strays(&exercise.folder, |name, is_folder| match name {
        ".stub" | "cases" | "right" | "wrong" => is_folder,
        "README.md" | "exercise.toml" => !is_folder,
        _ => !is_folder && name.ends_with(".rs"),
    });
    holes.extend(strays(&exercise.folder.join("cases"), |name, is_folder| !is_folder && name.ends_with(".session")));
    for folder in ["right", "wrong"] {
        holes.extend(strays(&exercise.folder.join(folder), |name, is_folder| is_folder || name.ends_with(".rs")));
    }
    holes.extend(strays(&exercise.solution_folder, |name, is_folder| is_folder || name.ends_with(".rs")));
    match (exercise.stub(root), exercise.sources(root)) {
        (Ok(stub), Ok(sources)) if stub != sources => {
            holes.push(
                "the exercise's sources are not the stub that .stub holds: cargo xtask reset, or copy them there"
                    .into(),
            );
        }
        (Ok(stub), Ok(_)) => {
            let has_todo = stub.values().any(|source| String::from_utf8_lossy(source).contains("TODO"));
            holes.extend((!has_todo).then(|| "the stub marks no place with TODO".to_owned()));
        }
        (Err(fault), _) | (_, Err(fault)) => holes.push(fault.to_string()),
    }
    holes
}

fn strays(folder: &Path, belongs: impl Fn(&str, bool) -> bool) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names =
        entries.flatten().map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()));
    // What reset has kept is the author's own, and git does not see it.
    let strays = names.filter(|(name, is_folder)| !belongs(name, *is_folder) && !name.contains(".bak"));
    strays.map(|(name, _)| format!("a stray file: {}", folder.join(name).display())).collect()
}
