//! Which changes make a result unknown, and that nothing else does any harm.

use std::fs;

use nanoserde::{DeBin, SerBin};

use super::{Key, Keys, load_from, path, store_to};
use crate::tree::Tree;

#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
struct Kept {
    texts: Vec<String>,
    number: u64,
}

fn kept() -> Kept {
    Kept { texts: vec!["one".to_owned(), "two".to_owned()], number: 7 }
}

fn keys(tree: &Tree) -> (Key, Key, Key) {
    let course = tree.discover();
    let keys = Keys::new(&tree.root).unwrap();
    let greet = course.exercises().find(|exercise| exercise.slug == "greet").unwrap();
    (keys.of_exercise(greet).unwrap(), keys.of_solution(greet).unwrap(), keys.of_lesson("sys").unwrap())
}

/// Which of the three keys a change makes another one: exercise, solution, lesson.
fn changed(tree: &Tree, change: impl FnOnce(&Tree)) -> (bool, bool, bool) {
    let before = keys(tree);
    change(tree);
    let after = keys(tree);
    (before.0 != after.0, before.1 != after.1, before.2 != after.2)
}

#[test]
fn what_a_result_depends_on_changes_its_key() {
    let tree = Tree::with(&["sys/greet", "sys/other"]);
    assert_eq!(keys(&tree), keys(&tree));
    let append = |path: &'static str| move |tree: &Tree| tree.write(path, tree.read(path) + "# more\n");
    assert_eq!(changed(&tree, append("exercises/sys/greet/cases/greets.session")), (true, true, false));
    assert_eq!(changed(&tree, append("exercises/sys/greet/README.md")), (true, true, false));
    assert_eq!(changed(&tree, append("exercises/sys/Cargo.toml")), (true, true, false));
    assert_eq!(changed(&tree, append("Cargo.toml")), (true, true, true));
    assert_eq!(changed(&tree, append("crates/sys/Cargo.toml")), (false, false, true));
    assert_eq!(changed(&tree, |tree| tree.write("Cargo.lock", "version = 4\n")), (true, true, true));
    assert_eq!(changed(&tree, |tree| tree.write("exercises/sys/greet/more.rs", "")), (true, true, false));
    // A case may ask for the solution, and the cases are not read before the key is made.
    assert_eq!(changed(&tree, |tree| tree.write("solutions/sys/greet/main.rs", "")), (true, true, false));
    assert_eq!(changed(&tree, |tree| tree.write("crates/sys/src/lib.rs", "// more")), (false, false, true));
    // Another exercise, the wrong programs hints and what an editor leaves do not matter.
    assert_eq!(changed(&tree, append("exercises/sys/other/main.rs")), (false, false, false));
    assert_eq!(changed(&tree, append("solutions/sys/greet/proof/wrong/exit_one.rs")), (false, false, false));
    assert_eq!(changed(&tree, append("solutions/sys/greet/hints.toml")), (false, false, false));
    assert_eq!(changed(&tree, append("solutions/sys/greet/stub/main.rs")), (false, false, false));
    assert_eq!(changed(&tree, |tree| tree.write("exercises/sys/greet/main.rs.bak", "")), (false, false, false));
}

#[test]
fn what_is_given_is_depended_on_and_so_are_scenarios() {
    let tree = Tree::with(&["sys/greet"]);
    tree.replace("exercises/sys/greet/exercise.toml", "points", "given = [\"part.rs\"]\npoints");
    tree.write("solutions/sys/greet/part.rs", "");
    assert_eq!(changed(&tree, |tree| tree.write("solutions/sys/greet/part.rs", "// more")), (true, true, false));
    let settings = tree.read("exercises/sys/greet/exercise.toml");
    tree.write("exercises/sys/greet/exercise.toml", settings + "[schedules]\nmodule = \"own\"\n");
    tree.write("solutions/sys/greet/stub/own.rs", "");
    let scenarios = "solutions/sys/greet/proof/scenarios.rs";
    tree.write(scenarios, "/// One.\npub fn one() {}\n");
    let change = |tree: &Tree| tree.write(scenarios, "/// Another.\npub fn one() {}\n");
    assert_eq!(changed(&tree, change), (true, true, false));
}

#[test]
fn a_case_that_asks_the_solution_depends_on_it() {
    let tree = Tree::with(&["sys/greet"]);
    tree.write("exercises/sys/greet/cases/as.session", "$ greet you\n@as solution\n");
    assert_eq!(changed(&tree, |tree| tree.write("solutions/sys/greet/main.rs", "")), (true, true, false));
}

#[test]
fn a_library_of_the_course_counts_where_it_is_used() {
    let tree = Tree::with(&["sys/greet"]);
    tree.write("libs/near/Cargo.toml", "[package]\nname = \"near\"\n");
    tree.write("libs/near/src/lib.rs", "");
    assert_eq!(changed(&tree, |tree| tree.write("libs/near/src/lib.rs", "// 1")), (false, false, false));
    tree.replace(
        "Cargo.toml",
        "[workspace.package]",
        "[workspace.dependencies]\nnear = { path = \"libs/near\" }\n\n[workspace.package]",
    );
    tree.replace("exercises/sys/Cargo.toml", "[lints]", "[dependencies]\nnear.workspace = true\n\n[lints]");
    assert_eq!(changed(&tree, |tree| tree.write("libs/near/src/lib.rs", "// 2")), (true, true, false));
}

#[test]
fn a_result_is_kept_under_its_key_alone() {
    let tree = Tree::empty();
    let (key, other) = (Key::of_bytes("a", b"bc"), Key::of_bytes("ab", b"c"));
    assert_ne!(key, other);
    let file = path(&tree.root, "sys/greet");
    let load = |id: &str, key: &Key| load_from::<Kept>(&path(&tree.root, id), id, key);
    assert_eq!(load("sys/greet", &key), None);
    store_to(&file, "sys/greet", &key, &kept()).unwrap();
    assert_eq!(load("sys/greet", &key), Some(kept()));
    assert_eq!(load("sys/greet", &other), None);
    assert_eq!(load("sys.greet", &key), None, "another id that has the same file");
    store_to(&file, "sys/greet", &other, &kept()).unwrap();
    assert_eq!((load("sys/greet", &key), load("sys/greet", &other)), (None, Some(kept())));
}

#[test]
fn a_damaged_file_is_no_result() {
    let tree = Tree::empty();
    let key = Key::of_bytes("a", b"");
    let file = tree.path("result");
    store_to(&file, "x", &key, &kept()).unwrap();
    let whole = fs::read(&file).unwrap();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x40;
        fs::write(&file, &bytes).unwrap();
        assert_eq!(load_from::<Kept>(&file, "x", &key), None, "byte {at}");
        fs::write(&file, &whole[..at]).unwrap();
        assert_eq!(load_from::<Kept>(&file, "x", &key), None, "cut at {at}");
    }
    fs::write(&file, &whole).unwrap();
    assert_eq!(load_from(&file, "x", &key), Some(kept()));
}

#[test]
fn nowhere_to_keep_it_leaves_nothing_behind() {
    let tree = Tree::empty();
    let key = Key::of_bytes("", b"");
    // A file in the folder's place: even root cannot write below it.
    tree.write("results", "");
    assert!(store_to(&tree.path("results/x"), "x", &key, &kept()).is_err());
    assert_eq!(load_from::<Kept>(&tree.path("results/x"), "x", &key), None);
    // A folder in the file's place: the rename fails.
    tree.write("kept/x/file", "");
    assert!(store_to(&tree.path("kept/x"), "x", &key, &kept()).is_err());
    assert_eq!(fs::read_dir(tree.path("kept")).unwrap().count(), 1);
}
