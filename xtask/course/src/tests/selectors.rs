//! What selectors name, and what is said when they name nothing.

use expect_test::{Expect, expect};

use super::tree::Tree;
use crate::{Among, Course, one_demo, one_exercise, select};

fn tree() -> Tree {
    let tree = Tree::with(&["sys/echo_args", "sys/usage_int", "fork_wait/fork_sum", "fork_wait/fork_hello"]);
    tree.write("crates/sys/src/bin/argv.rs", "//! argv\nfn main() {}\n");
    tree.write("crates/fork_wait/src/bin/fork_demo.rs", "//! fork_demo\nfn main() {}\n");
    tree.replace("exercises/sys/usage_int/exercise.toml", "points = 10", "points = 0");
    tree
}

/// What is selected from the folder `here`, broken parts with a `!`, pages with a `#`; or the message.
fn selected(course: &Course, among: Among, typed: &[&str], here: &str) -> String {
    let typed: Vec<String> = typed.iter().map(|word| (*word).to_owned()).collect();
    match select(course, &typed, among, &course.root.join(here)) {
        Ok(found) => {
            let mut names: Vec<String> = found.exercises.iter().map(|it| it.id()).collect();
            names.extend(found.demos.iter().map(|it| it.id()));
            // A topic without a page has none to check, but is selected all the same.
            names.extend(found.lessons.iter().filter(|it| !it.demos.is_empty()).map(|it| format!("#{}", it.name)));
            names.extend(found.broken.iter().map(|it| format!("!{}", it.id())));
            names.join(" ")
        }
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn names_topics_globs_and_paths() {
    let tree = tree();
    let course = tree.discover();
    let check = |typed: &[&str], here: &str, expected: Expect| {
        expected.assert_eq(&selected(&course, Among::Exercises, typed, here));
    };
    check(&[], "", expect!["sys/echo_args fork_wait/fork_sum fork_wait/fork_hello !sys/usage_int"]);
    check(&["sys"], "", expect!["sys/echo_args !sys/usage_int"]);
    check(&["sys/"], "", expect!["sys/echo_args !sys/usage_int"]);
    check(&["fork_sum"], "", expect!["fork_wait/fork_sum"]);
    check(&["fork_wait/fork_sum", "sys/echo_args", "fork_sum"], "", expect!["sys/echo_args fork_wait/fork_sum"]);
    check(&["usage_int"], "", expect!["!sys/usage_int"]);
    check(&["fork_*"], "", expect!["fork_wait/fork_sum fork_wait/fork_hello"]);
    check(&["*/*s*"], "", expect!["sys/echo_args fork_wait/fork_sum !sys/usage_int"]);
    check(&["f???_sum"], "", expect!["fork_wait/fork_sum"]);
    check(&["."], "exercises/sys/echo_args", expect!["sys/echo_args"]);
    check(&["."], "exercises/sys/echo_args/cases", expect!["sys/echo_args"]);
    check(&["."], "solutions/fork_wait/fork_sum", expect!["fork_wait/fork_sum"]);
    check(&["."], "crates/fork_wait/src", expect!["fork_wait/fork_sum fork_wait/fork_hello"]);
    check(&[".."], "exercises/sys/echo_args", expect!["sys/echo_args !sys/usage_int"]);
    check(&["."], "", expect!["sys/echo_args fork_wait/fork_sum fork_wait/fork_hello !sys/usage_int"]);
    check(&["exercises/sys/echo_args/main.rs"], "", expect!["sys/echo_args"]);
    check(&["../fork_wait/fork_sum"], "exercises/sys", expect!["fork_wait/fork_sum"]);
}

#[test]
fn demos_and_everything() {
    let tree = tree();
    let course = tree.discover();
    let check = |among, typed: &[&str], expected: Expect| expected.assert_eq(&selected(&course, among, typed, ""));
    check(Among::Demos, &["sys"], expect!["sys/argv #sys"]);
    check(Among::Demos, &["argv"], expect!["sys/argv"]);
    check(Among::Demos, &["crates/sys/src/bin/argv.rs"], expect!["sys/argv"]);
    check(
        Among::Everything,
        &["fork_*"],
        expect!["fork_wait/fork_sum fork_wait/fork_hello fork_wait/fork_demo #fork_wait"],
    );
    check(Among::Demos, &["echo_args"], expect!["'echo_args' is an exercise, not a demo"]);
}

#[test]
fn a_slip_of_the_hand() {
    let tree = tree();
    let course = tree.discover();
    let check = |typed: &str, expected: Expect| {
        expected.assert_eq(&selected(&course, Among::Exercises, &["sys", typed], "docs"));
    };
    check("forksum", expect!["nothing is called 'forksum'; did you mean fork_wait/fork_sum?"]);
    check(
        "fork",
        expect!["nothing is called 'fork'; did you mean fork_wait, fork_wait/fork_sum or fork_wait/fork_hello?"],
    );
    check("syss", expect!["nothing is called 'syss'; did you mean sys?"]);
    check("sys/fork_sum", expect!["nothing is called 'sys/fork_sum'; did you mean fork_wait/fork_sum?"]);
    check("sys/echo-args", expect!["nothing is called 'sys/echo-args'; did you mean sys/echo_args?"]);
    check("argv", expect!["'argv' is a demo, not an exercise"]);
    check("getopt", expect!["'getopt' holds no exercise yet"]);
    check("*_demo", expect!["'*_demo' is a demo, not an exercise"]);
    check("zzz*", expect!["nothing is called 'zzz*'"]);
    check("", expect!["nothing is called ''"]);
    check(".", expect!["'.' holds no exercise"]);
    check("../Cargo.toml", expect!["'../Cargo.toml' holds no exercise"]);
}

#[test]
fn exactly_one() {
    let tree = tree();
    let course = tree.discover();
    let message = |typed: &str| match one_exercise(&course, typed, &tree.root) {
        Ok(exercise) => exercise.id(),
        Err(fault) => super::tree::show(&tree.root, &fault),
    };
    expect!["fork_wait/fork_sum"].assert_eq(&message("fork_sum"));
    expect![[r#"
        'fork_wait' names 2 exercises; name one of them
            such as fork_wait/fork_sum or fork_wait/fork_hello
    "#]]
    .assert_eq(&message("fork_wait"));
    expect![[r#"
        exercises/sys/usage_int/exercise.toml:2:10: points: expected a whole number from 1 to 100, found 0
    "#]]
    .assert_eq(&message("usage_int"));
    expect![[r#"
        'web' holds no exercise yet
            cargo xtask list
    "#]]
    .assert_eq(&message("web"));
    assert_eq!(one_demo(&course, "argv", &tree.root).unwrap().name, "argv");
}

#[test]
fn only_the_cases_of_what_is_selected_are_read() {
    let tree = tree();
    tree.write("exercises/fork_wait/fork_hello/cases/broken.session", "no command\n");
    let read = |typed: &[&str]| {
        let selectors: Vec<String> = typed.iter().map(|word| word.to_string()).collect();
        let course = course::discover_among(&tree.root, &selectors, Among::Exercises, &tree.root);
        let cases: Vec<_> = course.exercises().map(|it| format!("{} {}", it.slug, it.cases.len())).collect();
        format!("{}, broken: {}", cases.join(", "), course.broken.iter().any(|it| it.name == "fork_hello"))
    };
    let whole = "echo_args 0, fork_sum 3, fork_hello 0, broken: false";
    assert_eq!(read(&["fork_s*"]), whole);
    // Of one that is plainly named no other is read; what is no plain name is looked up among all.
    assert_eq!(read(&["fork_sum"]), "fork_sum 3, broken: false");
    assert_eq!(read(&["fork_wait/fork_sum"]), "fork_sum 3, broken: false");
    assert_eq!(read(&["exercises/fork_wait/fork_sum"]), whole);
    expect!["echo_args 3, fork_sum 3, broken: true"].assert_eq(&read(&["nowhere"]));
    expect!["echo_args 3, fork_sum 3, broken: true"].assert_eq(&read(&[]));
}
