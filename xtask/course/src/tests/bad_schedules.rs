//! `[schedules]` and scenarios.rs, malformed.

use expect_test::{Expect, expect};

use super::tree::Tree;
use crate::overlay::Content;

const SCENARIOS: &str = "/// One.\npub fn one() {}\n";

/// An exercise with the part `part` and these settings and scenarios; what is said of it.
fn said(settings: &str, scenarios: Option<&str>, expected: Expect) {
    let tree = course(settings, scenarios);
    expected.assert_eq(&tree.faults());
}

fn course(settings: &str, scenarios: Option<&str>) -> Tree {
    let tree = Tree::with(&["sys/greet"]);
    let start = "title = \"A title\"\npoints = 10\norder = 10\ncovers = [\"S2-01\"]\n";
    tree.write("exercises/sys/greet/exercise.toml", format!("{start}{settings}"));
    tree.write("solutions/sys/greet/stub/part.rs", "// TODO\n");
    if let Some(scenarios) = scenarios {
        tree.write("solutions/sys/greet/proof/scenarios.rs", scenarios);
    }
    tree
}

#[test]
fn a_part_is_read() {
    let tree = course("given = [\"main.rs\"]\n[schedules]\nmodule = \"part\"\n", Some(SCENARIOS));
    tree.write("solutions/sys/greet/proof/wrong/exit_one.rs", "//! verdict: deadlock\n//! a belief\n");
    let course = tree.discover();
    let exercise = course.exercises().next().unwrap();
    let scheduled = exercise.scheduled.as_ref().unwrap();
    assert_eq!((scheduled.file().as_str(), scheduled.count, scheduled.scenarios.len()), ("part.rs", 1000, 1));
    // What the student writes is the part: a wrong program stands for it; the scenarios are no source.
    let (wrong, _) = crate::wrong::wrong_programs(&tree.root, exercise);
    let is_the_part = |content: &Content| match content {
        Content::Whole(files) => files.keys().all(|name| name.to_str() == Some("part.rs")),
        Content::Patch => false,
    };
    assert!(wrong.iter().all(|program| is_the_part(&program.content)));
    let sources = exercise.sources(&tree.root).unwrap();
    assert!(!sources.contains_key(std::path::Path::new("scenarios.rs")));
}

#[test]
fn a_table_that_is_wrong() {
    said(
        "[schedules]\nmodul = \"part\"\ncount = 0\n",
        Some(SCENARIOS),
        expect![[r#"
        exercises/sys/greet/exercise.toml: schedules.module: missing; expected the name of a module, such as "buffer"
        exercises/sys/greet/exercise.toml:7:9: schedules.count: expected a whole number from 1 to 10000, found 0
        exercises/sys/greet/exercise.toml:6:1: schedules.modul: unknown key
            did you mean 'module'?
        usable:
    "#]],
    );
    said(
        "[schedules]\nmodule = \"main\"\n",
        Some(SCENARIOS),
        expect![[r#"
        exercises/sys/greet/exercise.toml:6:10: schedules.module: expected the name of a module, such as "buffer", found "main"
        usable:
    "#]],
    );
    said(
        "[schedules]\nmodule = \"other\"\n",
        Some(SCENARIOS),
        expect![[r#"
        exercises/sys/greet/exercise.toml:6:10: schedules.module: there is no "other.rs" in stub
        usable:
    "#]],
    );
    said(
        "given = [\"part.rs\"]\n[schedules]\nmodule = \"part\"\n",
        Some(SCENARIOS),
        expect![[r#"
        exercises/sys/greet/exercise.toml:5:9: given: expected names of .rs files other than part.rs, such as ["proof.rs"], found an array of 1
        usable:
    "#]],
    );
}

#[test]
fn a_case_of_that_name() {
    let tree = course("[schedules]\nmodule = \"part\"\n", Some(SCENARIOS));
    tree.write("exercises/sys/greet/cases/schedules.session", "$ greet ada\nhello, ada\n");
    expect![[r#"
        exercises/sys/greet/cases/schedules.session: 'schedules' is what the run of the scenarios is called
        usable:
    "#]]
    .assert_eq(&tree.faults());
}

#[test]
fn scenarios_that_are_wrong() {
    said(
        "[schedules]\nmodule = \"part\"\n",
        None,
        expect![[r#"
        solutions/sys/greet/proof/scenarios.rs: no such file
        usable:
    "#]],
    );
    said(
        "[schedules]\nmodule = \"part\"\n",
        Some("fn one() {}\n"),
        expect![[r#"
        solutions/sys/greet/proof/scenarios.rs: no scenario: expected a function such as 'pub fn one_and_one() {'
        usable:
    "#]],
    );
    said(
        "[schedules]\nmodule = \"part\"\n",
        Some("\npub fn one() {}\n"),
        expect![[r#"
        solutions/sys/greet/proof/scenarios.rs:2:1: one: expected a doc comment that says what the scenario tries
        usable:
    "#]],
    );
    said(
        "",
        Some(SCENARIOS),
        expect![[r#"
        solutions/sys/greet/proof/scenarios.rs: expected [schedules] in exercise.toml, which says what the scenarios are for
        usable:
    "#]],
    );
}
