//! exercise.toml, malformed.

use expect_test::{Expect, expect};

use super::tree::Tree;

/// Puts a text in place of another in a good exercise.toml and compares what is said.
fn said(old: &str, new: &str, expected: Expect) {
    let tree = Tree::with(&["sys/greet", "sys/other"]);
    tree.write(
        "exercises/sys/greet/exercise.toml",
        "title  = \"A title\"\npoints = 10\norder  = 10\ncovers = [\"S2-01\"]\n",
    );
    tree.replace("exercises/sys/greet/exercise.toml", old, new);
    let faults = tree.faults();
    let faults = faults.strip_suffix("usable: sys/other\n").unwrap_or(&faults);
    expected.assert_eq(faults);
}

#[test]
fn a_value_of_another_kind() {
    said(
        "points = 10",
        "points = \"ten\"",
        expect![[r#"
        exercises/sys/greet/exercise.toml:2:10: points: expected a whole number, found "ten"
    "#]],
    );
    said(
        "points = 10",
        "points = 0",
        expect![[r#"
        exercises/sys/greet/exercise.toml:2:10: points: expected a whole number from 1 to 100, found 0
    "#]],
    );
    said(
        "points = 10",
        "points = 10.5",
        expect![[r#"
        exercises/sys/greet/exercise.toml:2:10: points: expected a whole number, found 10.5
    "#]],
    );
    said(
        "points = 10",
        "forbids = [\"set_var\", \"env::\"]\npoints = 10",
        expect![[r#"
        exercises/sys/greet/exercise.toml:2:11: forbids: expected words, such as ["set_var"], found an array of 2
    "#]],
    );
    said(
        "order  = 10",
        "order = [1, 2]",
        expect![[r#"
        exercises/sys/greet/exercise.toml:3:9: order: expected a whole number, found an array of 2
    "#]],
    );
    said(
        "\"A title\"",
        "\"  \"",
        expect![[r#"
        exercises/sys/greet/exercise.toml:1:10: title: expected a text, found "  "
    "#]],
    );
    said(
        "\"A title\"",
        "true",
        expect![[r#"
        exercises/sys/greet/exercise.toml:1:10: title: expected a text, found true
    "#]],
    );
}

#[test]
fn a_list_that_is_too_short_or_too_long() {
    said(
        "[\"S2-01\"]",
        "[]",
        expect![[r#"
        exercises/sys/greet/exercise.toml:4:10: covers: expected ids of items, such as ["S2-98"], found an array of 0
    "#]],
    );
    said(
        "[\"S2-01\"]",
        "\"S2-01\"",
        expect![[r#"
        exercises/sys/greet/exercise.toml:4:10: covers: expected ids of items, such as ["S2-98"], found "S2-01"
    "#]],
    );
}

#[test]
fn an_item_that_the_course_does_not_have() {
    said(
        "[\"S2-01\"]",
        "[\"S2-01\", \"S9-99\", 'S2-001']",
        expect![[r#"
        exercises/sys/greet/exercise.toml:4:20: covers: there is no item "S9-99"
            the items are listed in docs/items.tsv
        exercises/sys/greet/exercise.toml:4:29: covers: there is no item "S2-001"
            the items are listed in docs/items.tsv
    "#]],
    );
}

#[test]
fn keys_that_are_unknown_or_missing_are_told_together() {
    said(
        "points = 10",
        "point = 10",
        expect![[r#"
        exercises/sys/greet/exercise.toml: points: missing; expected a whole number from 1 to 100
        exercises/sys/greet/exercise.toml:2:1: point: unknown key
            did you mean 'points'?
    "#]],
    );
    said(
        "title  = \"A title\"\npoints = 10\norder  = 10\n",
        "",
        expect![[r#"
        exercises/sys/greet/exercise.toml: title: missing; expected a text
        exercises/sys/greet/exercise.toml: points: missing; expected a whole number from 1 to 100
        exercises/sys/greet/exercise.toml: order: missing; expected a whole number, the place within the topic
    "#]],
    );
    said(
        "order  = 10",
        "order = 10\nwhatever = 1\nlimit = 3",
        expect![[r#"
            exercises/sys/greet/exercise.toml:5:1: limit: unknown key
                did you mean 'limits'?
            exercises/sys/greet/exercise.toml:4:1: whatever: unknown key
                known keys: title, points, order, covers, given, forbids, did, allows, limits, schedules
        "#]],
    );
}

#[test]
fn limits_out_of_reason() {
    said(
        "points = 10",
        "points = 10\nlimits = 5",
        expect![[r#"
        exercises/sys/greet/exercise.toml:3:10: limits: expected a table, found 5
    "#]],
    );
    let limits =
        |line: &str, expected: Expect| said("[\"S2-01\"]\n", &format!("[\"S2-01\"]\n[limits]\n{line}\n"), expected);
    limits(
        "time = 5",
        expect![[r#"
        exercises/sys/greet/exercise.toml:6:8: limits.time: expected a time from 10ms to 10m, such as "5s" or "300ms", found 5
    "#]],
    );
    limits(
        "time = \"5\"",
        expect![[r#"
        exercises/sys/greet/exercise.toml:6:8: limits.time: expected a time from 10ms to 10m, such as "5s" or "300ms", found "5"
    "#]],
    );
    limits(
        "time = \"1h\"",
        expect![[r#"
        exercises/sys/greet/exercise.toml:6:8: limits.time: expected a time from 10ms to 10m, such as "5s" or "300ms", found "1h"
    "#]],
    );
    limits(
        "time = \"99999999999999999999s\"",
        expect![[r#"
        exercises/sys/greet/exercise.toml:6:8: limits.time: expected a time from 10ms to 10m, such as "5s" or "300ms", found "99999999999999999999s"
    "#]],
    );
    limits(
        "memory = \"512MB\"",
        expect![[r#"
        exercises/sys/greet/exercise.toml:6:10: limits.memory: expected a size such as "64MiB", found "512MB"
    "#]],
    );
    limits(
        "output = \"18446744073709551615GiB\"\nfiles = 0\nprocess = 3",
        expect![[r#"
        exercises/sys/greet/exercise.toml:6:10: limits.output: expected a size such as "64MiB", found "18446744073709551615GiB"
        exercises/sys/greet/exercise.toml:7:9: limits.files: expected a whole number from 8 to 65536, found 0
        exercises/sys/greet/exercise.toml:8:1: limits.process: unknown key
            did you mean 'processes'?
    "#]],
    );
}

#[test]
fn what_is_given_has_an_original() {
    said(
        "points = 10",
        "given = [\"proof.rs\", \"more.rs\"]\npoints = 10",
        expect![[r#"
        exercises/sys/greet/exercise.toml:2:10: given: there is no "proof.rs" beside the solution
        exercises/sys/greet/exercise.toml:2:22: given: there is no "more.rs" beside the solution
    "#]],
    );
    said(
        "points = 10",
        "given = [\"main.rs\"]\npoints = 10",
        expect![[r#"
        exercises/sys/greet/exercise.toml:2:9: given: expected names of .rs files other than main.rs, such as ["proof.rs"], found an array of 1
    "#]],
    );
    said(
        "points = 10",
        "given = \"proof.rs\"\npoints = 10",
        expect![[r#"
        exercises/sys/greet/exercise.toml:2:9: given: expected names of .rs files other than main.rs, such as ["proof.rs"], found "proof.rs"
    "#]],
    );
}

#[test]
fn what_is_no_toml() {
    said(
        "points = 10",
        "points = ten",
        expect![[r#"
        exercises/sys/greet/exercise.toml:2:10: invalid TOML value, did you mean to use a quoted string?
    "#]],
    );
    said(
        "points = 10",
        "points = 10\npoints = 11",
        expect![[r#"
        exercises/sys/greet/exercise.toml:3:1: duplicate key: `points`
    "#]],
    );
    said(
        "\"A title\"",
        "\"A title",
        expect![[r#"
        exercises/sys/greet/exercise.toml:1:18: invalid character in string: `\n`
    "#]],
    );
    said(
        "covers = [",
        "covers = [[",
        expect![[r#"
        exercises/sys/greet/exercise.toml:5:1: expected a right bracket, found eof
    "#]],
    );
    said(
        "order  = 10",
        "order = 2024-01-01",
        expect![[r#"
        exercises/sys/greet/exercise.toml:3:9: invalid number
    "#]],
    );
    said(
        "order  = 10",
        "order =",
        expect![[r#"
        exercises/sys/greet/exercise.toml:3:8: expected a value, found a newline
    "#]],
    );
}

#[test]
fn a_file_that_is_none() {
    let tree = Tree::with(&["sys/greet", "sys/other", "sys/third", "sys/fourth"]);
    tree.write("exercises/sys/greet/exercise.toml", b"title = \"\xff\"\n");
    tree.write("exercises/sys/other/exercise.toml", vec![b'#'; (1 << 20) + 1]);
    tree.remove("exercises/sys/third/exercise.toml");
    tree.remove("exercises/sys/fourth/exercise.toml");
    tree.write("exercises/sys/fourth/exercise.toml/file", "");
    expect![[r#"
        exercises/sys/fourth/exercise.toml: expected a file
        exercises/sys/greet/exercise.toml: not UTF-8: line 1 holds the byte \xff
        exercises/sys/other/exercise.toml: too large: more than 1 MiB
        exercises/sys/third/exercise.toml: no such file
        usable:
    "#]]
    .assert_eq(&tree.faults());
}

#[test]
fn claims_that_nobody_understands() {
    said(
        "order  = 10",
        "order = 10\ndid = [\"forks 4\", \"wait for all\", \"forks five\", \"forks 2\"]\nallows = [\"shells\"]",
        expect![[r#"
            exercises/sys/greet/exercise.toml:4:20: did: expected a claim such as `forks 4` or `waits for all`, found `wait for all`; did you mean waits?
            exercises/sys/greet/exercise.toml:4:42: did: expected a number, `no`, `one`, a range 2..5, `at least 2` or a bound name {n}, found `five`
            exercises/sys/greet/exercise.toml:4:49: did: expected one claim about this, found another: "forks 2"
            exercises/sys/greet/exercise.toml:5:11: allows: expected busy-wait or programs, found `shells`
        "#]],
    );
    said(
        "order  = 10",
        "order = 10\ndid = \"forks 4\"\nallows = [4]",
        expect![[r#"
        exercises/sys/greet/exercise.toml:4:7: did: expected claims, such as ["forks 4", "waits for all"], found "forks 4"
        exercises/sys/greet/exercise.toml:5:10: allows: expected ["busy-wait"] or ["programs"], found an array of 1
    "#]],
    );
}

#[test]
fn claims_that_hold_nowhere() {
    said(
        "order  = 10",
        "order = 10\ndid = [\"forks {n}\", \"stdout of child by child\", \"one thread\"]",
        expect![[r#"
        exercises/sys/greet/exercise.toml:4:8: did: no case that runs the exercise binds {n}
        exercises/sys/greet/exercise.toml:4:21: did: no case that runs the exercise has a @stream child
    "#]],
    );
}
