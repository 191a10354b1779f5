//! An exercise's folders hold what belongs there, and the stub stands in its place.

use std::fs;
use std::path::Path;

use xtask::course::Exercise;

/// What is not tidy, each in a sentence.
pub fn holes(root: &Path, exercise: &Exercise) -> Vec<String> {
    let folders = &exercise.folders;
    let is_program = |name: &str, is_folder: bool| is_folder || name.ends_with(".rs");
    let mut holes = strays(&folders.task, |name, is_folder| match name {
        "cases" => is_folder,
        "README.md" | "exercise.toml" => !is_folder,
        _ => !is_folder && name.ends_with(".rs"),
    });
    holes.extend(strays(&folders.cases(), |name, is_folder| {
        !is_folder && (name.ends_with(".session") || name == "check.rs")
    }));
    holes.extend(strays(&folders.solution, |name, is_folder| name == "hints.toml" || is_program(name, is_folder)));
    holes.extend(strays(&folders.stub(), is_program));
    holes.extend(strays(&folders.proof(), |name, is_folder| match name {
        "right" | "wrong" => is_folder,
        "equivalent.toml" | "rules.toml" | "scenarios.rs" => !is_folder,
        _ => false,
    }));
    for folder in ["right", "wrong"] {
        let belongs = |name: &str, is_folder: bool| is_program(name, is_folder) || name.ends_with(".patch");
        holes.extend(strays(&folders.proof().join(folder), belongs));
    }
    holes.extend(exercise.hints(root).err().into_iter().flatten().map(|fault| fault.to_string()));
    match (exercise.stub(root), exercise.sources(root)) {
        (Ok(stub), Ok(sources)) if stub != sources => {
            holes.push(
                "the student's files are not those that stub/ holds: cargo xtask reset, or copy them there".into(),
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
