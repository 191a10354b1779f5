//! The course as a whole, malformed.

use expect_test::expect;

use super::tree::Tree;

#[test]
fn a_folder_that_is_no_topic() {
    let tree = Tree::with(&["sys/greet"]);
    tree.write("exercises/sytem/greet/README.md", "");
    tree.write("crates/extra/Cargo.toml", "");
    expect![[r#"
        crates/extra: there is no topic 'extra'
            topics are listed in Cargo.toml, [workspace.metadata.oslings]
        exercises/sytem: there is no topic 'sytem'
            topics are listed in Cargo.toml, [workspace.metadata.oslings]
        usable: sys/greet
    "#]]
    .assert_eq(&tree.faults());
}

#[test]
fn two_programs_of_one_name() {
    let tree = Tree::with(&["sys/greet", "sys/shows", "sys/alone"]);
    for path in ["README.md", "exercise.toml", "main.rs", "cases/greets.session"] {
        let content = tree.read(&format!("exercises/sys/greet/{path}"));
        tree.write(&format!("exercises/signals/greet/{path}"), content);
    }
    tree.write("solutions/signals/greet/main.rs", "fn main() {}\n");
    tree.write("solutions/signals/greet/stub/main.rs", "fn main() {}\n");
    tree.write("crates/sys/src/bin/shows.rs", "//! shows\nfn main() {}\n");
    tree.write("crates/sys/src/bin/greet_solution.rs", "//! a demo\nfn main() {}\n");
    tree.write("xtask/fixtures/src/bin/alone.rs", "fn main() {}\n");
    authors::new::sync(&tree.root).unwrap();
    expect![[r#"
        exercises/sys/alone: the name 'alone' is taken by xtask/fixtures/src/bin/alone.rs
            programs of one name overwrite each other; rename one of them
        exercises/signals/greet: the name 'greet' is taken by exercises/sys/greet
            programs of one name overwrite each other; rename one of them
        solutions/signals/greet: the name 'greet_solution' is taken by solutions/sys/greet
            programs of one name overwrite each other; rename one of them
        crates/sys/src/bin/greet_solution.rs: the name 'greet_solution' is taken by solutions/sys/greet
            programs of one name overwrite each other; rename one of them
        crates/sys/src/bin/shows.rs: the name 'shows' is taken by exercises/sys/shows
            programs of one name overwrite each other; rename one of them
        usable: sys/greet sys/shows
    "#]]
    .assert_eq(&tree.faults());
}

#[test]
fn a_folder_that_cargo_does_not_know() {
    let tree = Tree::with(&["sys/greet", "sys/other"]);
    tree.replace("exercises/sys/Cargo.toml", "name = \"other\"", "name = \"another\"");
    tree.replace(
        "solutions/sys/Cargo.toml",
        "[[bin]]\nname = \"other_solution\"\npath = \"other/main.rs\"\ntest = false\n",
        "",
    );
    tree.write("exercises/sys/Not-Snake/README.md", "");
    expect![[r#"
        exercises/sys/Not-Snake: 'Not-Snake' is not snake_case: expected small letters, digits and _
        exercises/sys/Cargo.toml: no [[bin]] named "other"
            cargo xtask new
        solutions/sys/Cargo.toml: no [[bin]] named "other_solution"
            cargo xtask new
        usable: sys/greet
    "#]]
    .assert_eq(&tree.faults());
    tree.remove("exercises/sys/Not-Snake");
    authors::new::sync(&tree.root).unwrap();
    expect![[r#"
        usable: sys/greet sys/other
    "#]]
    .assert_eq(&tree.faults());
}

#[test]
fn a_manifest_that_is_no_text_is_told_once() {
    let tree = Tree::with(&["sys/greet", "sys/other"]);
    tree.write("exercises/sys/Cargo.toml", b"[package]\n\xff");
    expect![[r#"
        exercises/sys/Cargo.toml: not UTF-8: line 2 holds the byte \xff
        usable: sys/greet sys/other
    "#]]
    .assert_eq(&tree.faults());
}

#[test]
fn items_that_cannot_be_read_stop_no_exercise() {
    let tree = Tree::with(&["sys/greet"]);
    let mut said = String::new();
    for bad in ["S2-01\tsys\n", "S2-01\tsystem\tone\n", "S2-01\tsys\tone\n\nS2-01\tsys\tone\n"] {
        tree.write("docs/items.tsv", format!("# items\n{bad}"));
        said += &tree.faults();
    }
    tree.remove("docs/items.tsv");
    said += &tree.faults();
    expect![[r#"
        docs/items.tsv:2:1: expected id, topic and text between tabs, found 2 columns
        usable: sys/greet
        docs/items.tsv:2:7: there is no topic 'system'
        usable: sys/greet
        docs/items.tsv:4:1: S2-01 is listed twice
        usable: sys/greet
        usable: sys/greet
    "#]]
    .assert_eq(&said);
}
