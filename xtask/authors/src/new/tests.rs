//! `new` in a small tree.

use expect_test::expect;

use super::{run, sync};
use crate::tree::{Tree, show};

#[test]
fn a_new_exercise_stands_beside_the_others() {
    let tree = Tree::with(&["sys/greet"]);
    let written = run(&tree.root, Some("sys/again")).unwrap();
    let written: Vec<String> =
        written.iter().map(|path| path.strip_prefix(&tree.root).unwrap().display().to_string()).collect();
    expect![[r#"
        exercises/sys/again/README.md
        exercises/sys/again/exercise.toml
        exercises/sys/again/main.rs
        exercises/sys/again/cases/greets.session
        exercises/sys/again/cases/no_name.session
        solutions/sys/again/main.rs
        solutions/sys/again/hints.toml
        solutions/sys/again/stub/main.rs
        solutions/sys/again/proof/right/takes_turns.rs
        solutions/sys/again/proof/wrong/exit_one.rs
        solutions/sys/again/proof/wrong/fixed_name.rs
        solutions/sys/again/proof/rules.toml
        exercises/sys/Cargo.toml
        solutions/sys/Cargo.toml"#]]
    .assert_eq(&written.join("\n"));
    expect![[r#"
        [package]
        name = "sys-solutions"
        version.workspace = true
        edition.workspace = true
        rust-version.workspace = true
        license.workspace = true
        publish.workspace = true
        autobins = false
        autolib = false
        build = false

        [lints]
        workspace = true

        # One [[bin]] a folder, by name; `cargo xtask new` writes these.
        [[bin]]
        name = "again_solution"
        path = "again/main.rs"
        test = false

        [[bin]]
        name = "greet_solution"
        path = "greet/main.rs"
        test = false
    "#]]
    .assert_eq(&tree.read("solutions/sys/Cargo.toml"));
    assert_eq!(tree.discover().all_faults().count(), 0, "{}", tree.faults());
    assert_eq!(tree.read("exercises/sys/again/main.rs"), tree.read("solutions/sys/again/stub/main.rs"));
    assert!(tree.read("exercises/sys/again/exercise.toml").contains("order  = 20"));
    assert!(sync(&tree.root).unwrap().is_empty(), "in step");
}

#[test]
fn manifests_follow_the_folders_and_keep_their_heads() {
    let tree = Tree::with(&["sys/greet", "sys/again"]);
    tree.replace("exercises/sys/Cargo.toml", "[lints]", "[dependencies]\nlibc.workspace = true # needed\n\n[lints]");
    tree.remove("exercises/sys/again");
    tree.remove("solutions/sys/again");
    let changed = sync(&tree.root).unwrap();
    assert_eq!(changed, [tree.path("exercises/sys/Cargo.toml"), tree.path("solutions/sys/Cargo.toml")]);
    let manifest = tree.read("exercises/sys/Cargo.toml");
    assert!(manifest.contains("libc.workspace = true # needed") && !manifest.contains("again"));
    // Without the marker, what comes before the first [[bin]] is the head.
    tree.replace("exercises/sys/Cargo.toml", super::manifest::MARKER, "");
    sync(&tree.root).unwrap();
    assert_eq!(tree.read("exercises/sys/Cargo.toml"), manifest);
    tree.write("exercises/sys/Cargo.toml", manifest.clone() + "\n[dependencies]\nrand = \"0.9\"\n");
    expect![[r#"
        exercises/sys/Cargo.toml: expected only [[bin]] below the marker, found [dependencies]
    "#]]
    .assert_eq(&show(&tree.root, &sync(&tree.root).unwrap_err()));
}

#[test]
fn check_functions_are_listed_for_the_runner() {
    let tree = Tree::with(&["sys/greet"]);
    tree.write("exercises/sys/greet/cases/check.rs", "");
    assert!(sync(&tree.root).unwrap().is_empty(), "a tree without a runner");
    tree.write("xtask/verdict/src/checks.rs", "");
    assert_eq!(sync(&tree.root).unwrap(), [tree.path("xtask/verdict/src/checks.rs")]);
    assert!(tree.read("xtask/verdict/src/checks.rs").contains("(\"sys/greet\", sys_greet::CHECKS)"));
}

#[test]
fn names_that_cannot_be() {
    let tree = Tree::with(&["sys/greet"]);
    tree.write("crates/sys/src/bin/shows.rs", "//! shows\nfn main() {}\n");
    tree.write("solutions/web/half/main.rs", "");
    let before = tree.faults();
    let said = |id: &str| match run(&tree.root, Some(id)) {
        Ok(_) => format!("{id}: made\n"),
        Err(fault) => format!("{id}: {}", show(&tree.root, &fault)),
    };
    let ids = ["greet", "sys/a/b", "system/x", "zzz/x", "sys/echo-args", "sys/", "sys/1st", "sys/../x", "sys/greet"];
    let more = ["web/greet", "web/half", "web/shows", "web/xtask", "--help"];
    expect![[r#"
        greet: expected TOPIC/SLUG, found 'greet'
            such as cargo xtask new sys/echo_args
        sys/a/b: expected TOPIC/SLUG, found 'sys/a/b'
            such as cargo xtask new sys/echo_args
        system/x: there is no topic 'system'
            topics: sys, modules, getopt, regex, os, os_path, fork_wait, popen, sockets, web, threads, sync, signals
        zzz/x: there is no topic 'zzz'
            topics: sys, modules, getopt, regex, os, os_path, fork_wait, popen, sockets, web, threads, sync, signals
        sys/echo-args: 'echo-args' is not snake_case: expected small letters, digits and _
            the slug names the folder, the program and its Rust crate
        sys/: '' is not snake_case: expected small letters, digits and _
            the slug names the folder, the program and its Rust crate
        sys/1st: '1st' is not snake_case: expected small letters, digits and _
            the slug names the folder, the program and its Rust crate
        sys/../x: expected TOPIC/SLUG, found 'sys/../x'
            such as cargo xtask new sys/echo_args
        sys/greet: exercises/sys/greet: exists already
        web/greet: the name 'greet' is taken by exercises/sys/greet
            choose another slug
        web/half: solutions/web/half: exists already
        web/shows: the name 'shows' is taken by crates/sys/src/bin/shows.rs
            choose another slug
        web/xtask: the name 'xtask' is taken by xtask
            choose another slug
        --help: expected TOPIC/SLUG, found '--help'
            such as cargo xtask new sys/echo_args
    "#]]
    .assert_eq(&ids.iter().chain(&more).map(|id| said(id)).collect::<String>());
    assert_eq!(tree.faults(), before, "nothing was written");
}
