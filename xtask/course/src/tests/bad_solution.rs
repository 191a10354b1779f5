//! What lies beside a solution, malformed: hints and equivalent mutants. Nobody else is stopped by it.

use expect_test::expect;

use super::tree::{Tree, show};

const HINTS: &str = "solutions/sys/greet/hints.toml";
const EQUIVALENT: &str = "solutions/sys/greet/proof/equivalent.toml";

#[test]
fn there_are_three_hints_and_nothing_else() {
    let tree = Tree::with(&["sys/greet"]);
    let mut said = String::new();
    for content in [
        "hints = [\"one\", \"two\"]\n",
        "hints = [\"one\", \"two\", \"three\", \"four\"]\n",
        "\nhints = [\"one\", \"\", \"three\"]\n",
        "hint = [\"one\", \"two\", \"three\"]\n",
        "hints = [\n",
        "hints = [\"one\", \"two\", \"three\"]\n",
    ] {
        tree.write(HINTS, content);
        said += &hints(&tree);
    }
    tree.remove(HINTS);
    said += &hints(&tree);
    expect![[r#"
        solutions/sys/greet/hints.toml:1:9: hints: expected exactly three texts, none empty, found an array of 2
        solutions/sys/greet/hints.toml:1:9: hints: expected exactly three texts, none empty, found an array of 4
        solutions/sys/greet/hints.toml:2:9: hints: expected exactly three texts, none empty, found an array of 3
        solutions/sys/greet/hints.toml: hints: missing; expected exactly three texts, none empty
        solutions/sys/greet/hints.toml:1:1: hint: unknown key
            did you mean 'hints'?
        solutions/sys/greet/hints.toml:2:1: unexpected end of the file
        ["one", "two", "three"]
        solutions/sys/greet/hints.toml: no such file
    "#]]
    .assert_eq(&said);
    assert_eq!(tree.discover().all_faults().count(), 0, "who asks for no hint is not stopped");
}

fn hints(tree: &Tree) -> String {
    let course = tree.discover();
    match course.exercises().next().unwrap().hints(&tree.root) {
        Ok(hints) => format!("{hints:?}\n"),
        Err(faults) => faults.iter().map(|fault| show(&tree.root, fault)).collect(),
    }
}

#[test]
fn each_equivalent_mutant_has_a_reason() {
    let tree = Tree::with(&["sys/greet"]);
    let mut said = equivalents(&tree);
    for content in [
        "[[equivalent]]\nwhy = \"it is so\"\nmutants = [\"a\", \"b\"]\n",
        "[[equivalent]]\nwhy = \"\"\nmutants = []\n[[equivalent]]\nwhy = \"so\"\nmutant = [\"a\"]\n",
        "equivalent = 3\n",
        "[[equivalents]]\n",
        "",
    ] {
        tree.write(EQUIVALENT, content);
        said += &equivalents(&tree);
    }
    expect![[r#"
        []
        [Equivalent { why: "it is so", mutants: ["a", "b"] }]
        solutions/sys/greet/proof/equivalent.toml:2:7: equivalent.why: expected a reason, found ""
        solutions/sys/greet/proof/equivalent.toml:3:11: equivalent.mutants: expected mutants as cargo xtask prove tells them, found an array of 0
        solutions/sys/greet/proof/equivalent.toml: equivalent.mutants: missing; expected mutants as cargo xtask prove tells them
        solutions/sys/greet/proof/equivalent.toml:6:1: equivalent.mutant: unknown key
            did you mean 'mutants'?
        solutions/sys/greet/proof/equivalent.toml:1:14: equivalent: expected tables, each begun with [[equivalent]], found 3
        solutions/sys/greet/proof/equivalent.toml: equivalent: missing; expected tables, each begun with [[equivalent]]
        solutions/sys/greet/proof/equivalent.toml:1:3: equivalents: unknown key
            did you mean 'equivalent'?
        solutions/sys/greet/proof/equivalent.toml: equivalent: missing; expected tables, each begun with [[equivalent]]
    "#]].assert_eq(&said);
    assert_eq!(tree.discover().all_faults().count(), 0, "who proves nothing is not stopped");
}

fn equivalents(tree: &Tree) -> String {
    let course = tree.discover();
    match course.exercises().next().unwrap().equivalents(&tree.root) {
        Ok(entries) => format!("{entries:?}\n"),
        Err(faults) => faults.iter().map(|fault| show(&tree.root, fault)).collect(),
    }
}
