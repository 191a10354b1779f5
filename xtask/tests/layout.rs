//! The real tree: what Cargo and the runner need is in step with the folders, and the course has no fault.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use authors::new;
use xtask::build::Target;
use xtask::course::{self, items, right, wrong};
use xtask::fault::Fault;

fn root() -> PathBuf {
    course::find_root_above(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("xtask stands in the workspace")
}

fn lines<'a>(faults: impl IntoIterator<Item = &'a Fault>) -> String {
    faults.into_iter().map(|fault| format!("{fault}\n")).collect()
}

#[test]
fn manifests_and_the_list_of_checks_are_in_step_with_the_folders() {
    for (path, content) in new::expected(&root()).unwrap() {
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(found, content, "{} is not in step: run cargo xtask new", path.display());
    }
}

#[test]
fn the_course_has_no_fault() {
    let course = course::discover(&root());
    assert_eq!(lines(course.all_faults()), "");
    assert!(course.exercises().count() > 0);
}

#[test]
fn no_two_programs_bear_one_name() {
    let root = root();
    let course = course::discover(&root);
    let mut seen = BTreeSet::from(["xtask".to_owned()]);
    let fixtures = fs::read_dir(root.join("xtask/fixtures/src/bin")).unwrap();
    let fixtures = fixtures.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    let targets =
        course.exercises().flat_map(|exercise| [Target::of_exercise(exercise), Target::of_solution(exercise)]);
    let targets = targets.chain(course.demos().map(Target::of_demo));
    for name in fixtures.chain(targets.map(|target| target.program)) {
        assert!(seen.insert(name.clone()), "{name} is there twice");
    }
}

#[test]
fn hints_and_equivalent_mutants_are_well_formed() {
    let root = root();
    for exercise in course::discover(&root).exercises() {
        assert_eq!(lines(exercise.hints(&root).err().iter().flatten()), "");
        assert_eq!(lines(exercise.equivalents(&root).err().iter().flatten()), "");
    }
}

/// A student who lists an exercise's folder sees the task and nothing that spoils it.
#[test]
fn an_exercises_folder_holds_the_task_and_a_given_file_stands_twice() {
    let root = root();
    for exercise in course::discover(&root).exercises() {
        let known = |path: &Path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let is_source = exercise.stub(&root).unwrap().contains_key(Path::new(&name));
            is_source || ["README.md", "exercise.toml", "cases"].contains(&name.as_str())
        };
        let entries = fs::read_dir(&exercise.folders.task).unwrap().map(|entry| entry.unwrap().path());
        let strays: Vec<PathBuf> = entries.filter(|path| !known(path) && !is_kept(path)).collect();
        assert_eq!(strays, Vec::<PathBuf>::new(), "{}", exercise.id());
        for name in &exercise.given {
            assert!(!exercise.folders.stub().join(name).exists(), "{}: {name} stands in stub/, too", exercise.id());
        }
    }
}

/// What `reset` keeps of an author's own tries; git does not see it.
fn is_kept(path: &Path) -> bool {
    path.to_string_lossy().contains(".bak")
}

#[test]
fn every_wrong_program_names_its_verdict() {
    let root = root();
    let course = course::discover(&root);
    let faults: Vec<Fault> = course.exercises().flat_map(|exercise| wrong::wrong_programs(&root, exercise).1).collect();
    assert_eq!(lines(&faults), "");
}

/// Where there are many good ways to do a thing, the checks have been tried with some of them.
#[test]
fn what_is_observed_has_been_solved_otherwise_too() {
    const OBSERVED: [&str; 6] = ["fork_wait", "popen", "sockets", "threads", "sync", "signals"];
    let root = root();
    let course = course::discover(&root);
    for exercise in course.exercises() {
        let (programs, faults) = right::right_programs(&root, exercise);
        assert_eq!(lines(&faults), "");
        if OBSERVED.contains(&exercise.topic.as_str()) {
            assert!(programs.len() >= 3, "{} has {} programs under right/", exercise.id(), programs.len());
        }
    }
}

#[test]
fn all_items_of_the_course_are_listed() {
    let items = items::items(&root(), &course::Topics::of(&root()).unwrap()).unwrap();
    assert_eq!(items.iter().count(), 407);
    assert!(items.iter().all(|item| !item.what.trim().is_empty()));
}

/// The figures change with every proof and every machine; that no exercise is without one must not.
#[test]
fn the_table_of_the_proof_has_a_row_for_every_exercise() {
    let root = root();
    let page = fs::read_to_string(root.join("docs/proof.md")).unwrap_or_default();
    for exercise in course::discover(&root).exercises() {
        let row = format!("| {} | ", exercise.id());
        assert!(
            page.contains(&row),
            "{} is not in docs/proof.md: cargo xtask prove --report docs/proof.md",
            exercise.id()
        );
    }
}

/// Cargo inherits nothing from another workspace: what the two of this repository must have in common stands in both.
#[test]
fn the_tools_have_the_settings_and_the_lints_of_the_course() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let (course, tools) = (read("Cargo.toml"), read("xtask/tools/Cargo.toml"));
    for table in ["workspace.package", "workspace.lints.rust", "workspace.lints.clippy", "profile.dev"] {
        let lines = entries(&course, table);
        assert!(!lines.is_empty(), "[{table}] is there");
        assert_eq!(entries(&tools, table), lines, "[{table}] in xtask/tools/Cargo.toml and in Cargo.toml");
    }
    // A crate that both use has one version.
    let versions = entries(&course, "workspace.dependencies");
    let version = |name: &str| versions.iter().find(|line| line.split(' ').next() == Some(name));
    for line in entries(&tools, "workspace.dependencies").into_iter().filter(|line| !line.contains("path = ")) {
        let name = line.split(' ').next().unwrap_or_default();
        assert_eq!(version(name).unwrap_or(&line), &line);
    }
    let lock = read("Cargo.lock");
    for name in ["diffy", "shuttle", "mutate"] {
        assert!(!lock.contains(&format!("name = \"{name}\"")), "{name} belongs to xtask/tools alone");
    }
}

/// The lines of a table, without comments.
fn entries<'a>(manifest: &'a str, table: &str) -> Vec<&'a str> {
    let mut lines = manifest.lines().skip_while(|line| *line != format!("[{table}]"));
    lines.next();
    lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Columns of a line. rustfmt breaks code, but no comment. Text as it is printed, a row of a table and a command of a
/// session may be longer.
const MOST_COLUMNS: usize = 124;

#[test]
fn no_comment_is_wider_than_a_page() {
    let root = root();
    let mut long = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !path.is_symlink() && name != "target" && !name.starts_with('.') {
                folders.push(path);
            } else if path.is_file() && (name.ends_with(".rs") || name.ends_with(".toml")) {
                let text = fs::read_to_string(&path).unwrap();
                let comment = if name.ends_with(".rs") { "//" } else { "#" };
                let lines = text.lines().enumerate().filter(|(_, line)| is_long(line, comment));
                let shown = path.strip_prefix(&root).unwrap_or(&path).display();
                long.extend(
                    lines.map(|(index, line)| format!("{shown}:{}: {} columns", index + 1, line.chars().count())),
                );
            }
        }
    }
    assert!(long.is_empty(), "wrap these comments at {MOST_COLUMNS} columns:\n{}", long.join("\n"));
}

/// Is this a line of comment, or of code with a comment behind it, that is too long?
fn is_long(line: &str, comment: &str) -> bool {
    if line.chars().count() <= MOST_COLUMNS {
        return false;
    }
    // In a string it is no comment.
    let begins = line.match_indices(comment).find(|(at, _)| line[..*at].matches('"').count().is_multiple_of(2));
    let text = begins.map(|(at, _)| line[at..].trim_start_matches(['/', '!', '#']).trim_start());
    text.is_some_and(|text| !text.starts_with('|') && !text.starts_with("$ ") && text.contains(' '))
}

#[test]
fn what_is_printed_may_be_longer_than_a_comment() {
    let words = "words ".repeat(30);
    assert!(is_long(&format!("/// {words}"), "//"));
    assert!(is_long(&format!("let a = 1; // {words}"), "//"));
    assert!(is_long(&format!("# {words}"), "#"));
    assert!(!is_long(&format!("//! | {words}"), "//"));
    assert!(!is_long(&format!("//! $ {words}"), "//"));
    assert!(!is_long(&format!("let a = \"http://{words}\";"), "//"));
    assert!(!is_long(&format!("/// {}", &words[..100]), "//"));
}
