//! Lines: too many, too few, in another order, with signs that may mean much.

use expect::session::Stream;
use expect_test::{Expect, expect};

use super::first;
use crate::stage::{Case, Play};

#[test]
fn the_next_line_before_its_step() {
    let case = Case::new("sockets/up", "readme", "$ up\nready\n@signal INT\n...\nbye {n:int}\n");
    expect![[r#"
          Line 2 came too early: it may only come after @signal INT
    "#]]
    .assert_eq(&first(&case, &[Play::new().out("ready\nbye 3\n")]));
    let any = Case::new("sockets/up", "readme", "$ up\nready\n@signal INT\n{..}\n");
    expect![[r#"
          Line 2 is not expected here.
    "#]]
    .assert_eq(&first(&any, &[Play::new().out("ready\nbye 3\n")]));
}

#[test]
fn no_newline_beside_the_solution() {
    let case = Case::new("fork_wait/fork_sum", "any", "$ fork_sum\n@as solution\n");
    let play = Play::new().out("first\ntotal 42").solution("first\ntotal 42\n");
    expect![[r#"
          Line 2 is right, but the newline at its end is missing.

            $ fork_sum
              first
            + total 42        line 2, without a newline
        [wrong-output] Line 2 is right, but the newline at its end is missing.
    "#]]
    .assert_eq(&case.told(&[play]));
}

#[test]
fn signs_may_mean_much() {
    let said = |ours: &str, yours: &str, expected: Expect| {
        let case = Case::new("os_path/pypath", "readme", &format!("$ pypath\n{ours}\n"));
        expected.assert_eq(&first(&case, &[Play::new().out(yours)]));
    };
    said(
        "(\"/a/b\", \"\")",
        "(\"/a\", \"b\")\n",
        expect![[r#"
              $ pypath
              - ("/a/b", "")        expected
              + ("/a", "b")         yours, line 1
                        ^
            [wrong-output] line 1: expected '("/a/b", "")', found '("/a", "b")'
        "#]],
    );
    said(
        "27",
        "../27\n",
        expect![[r#"
              $ pypath
              - 27           expected
              + ../27        yours, line 1
                ^^^
            [wrong-output] line 1: expected '27', found '../27'
        "#]],
    );
}

#[test]
fn another_order_is_not_a_line_too_many() {
    let case = Case::new("sys/order", "readme", "$ order\none\ntwo\nthree\nfour\n");
    let said = |out: &str, expected: Expect| expected.assert_eq(&first(&case, &[Play::new().out(out)]));
    // As many lines: the same ones, then one that is wrong.
    said(
        "one\nthree\ntwo\nfour\n",
        expect![[r#"
              The lines are right, but they come in another order.
        "#]],
    );
    said(
        "one\nthree\nnine\nfour\n",
        expect![[r#"
              $ order
                one
              - two          expected
              + three        yours, line 2
            All before it is right.
            [wrong-output] line 2: expected 'two', found 'three'
        "#]],
    );
    // More and fewer.
    said(
        "one\nthree\ntwo\nfour\nfive\n",
        expect![[r#"
              Another order: the line expected here is line 3 of yours.
        "#]],
    );
    said(
        "one\nhere\nthere\ntwo\nthree\nfour\n",
        expect![[r#"
              Lines 2 to 3 are too many: line 4 is the one expected here.
        "#]],
    );
    said(
        "three\nfour\n",
        expect![[r#"
              2 lines are missing: line 1 of yours is expected after them.
        "#]],
    );
    said(
        "three\nnine\n",
        expect![[r#"
              $ order
              - one          expected
              + three        yours, line 1
            [wrong-output] line 1: expected 'one', found 'three'
        "#]],
    );
}

#[test]
fn the_solutions_lines_in_another_order() {
    let case = Case::new("fork_wait/fork_sum", "any", "$ fork_sum\n@as solution\n");
    let play = Play::new().out("b\na\nc\n").solution("a\nb\nc\n");
    expect![[r#"
          The lines are right, but they come in another order.
    "#]]
    .assert_eq(&first(&case, &[play]));
}

#[test]
fn of_several_readings_the_one_that_has_come_furthest() {
    let case = Case::new("sys/skips", "readme", "$ skips\n...\none\ntwo\nthree\n");
    expect![[r#"
          Your program ended with exit code 0 after line 3; more is expected.

            $ skips
              zero
              one
              two
            - three        expected next
          All before it is right.
        [wrong-output] Your program ended with exit code 0 after line 3; more is expected. Expected next: 'three'
    "#]]
    .assert_eq(&case.told(&[Play::new().out("zero\none\ntwo\n")]));
}

#[test]
fn a_file_that_a_command_before_has_made() {
    let session = "@file logs/day.log\na b\n@end\n$ sh -c 'cp logs/day.log copy.log'\n\n$ log_fields copy.log\na\n";
    let case = Case::new("regex/log_fields", "a_day", session);
    expect![[r#"
            $ log_fields copy.log
            - a        expected
            + b        yours, line 1
          The file logs/day.log is in exercises/regex/log_fields/cases/a_day.session.
        [wrong-output] line 1: expected 'a', found 'b'
    "#]]
    .assert_eq(&case.told(&[Play::new(), Play::new().out("b\n")]));
}

#[test]
fn a_name_that_is_filled_in_already() {
    let case = Case::new("sys/double", "readme", "$ double\nn is {n:int}\ntwice {n} is more\n");
    expect![[r#"
            $ double
              n is 5770
            - twice 5770 is more        expected
            + twice 5771 is more        yours, line 2
                    ^^^^
          All before it is right.
        [wrong-output] line 2: expected 'twice 5770 is more', found 'twice 5771 is more'
    "#]]
    .assert_eq(&case.told(&[Play::new().out("n is 5770\ntwice 5771 is more\n")]));
}

#[test]
fn two_lines_where_any_one_is_expected() {
    let case = Case::new("sys/usage_int", "usage", "$ usage_int\n2> {..}\n@exit 2\n");
    expect![[r#"
          1 line is expected on standard error, but 2 came.

            $ usage_int
              2> n = 0
            + 2> usage: usage_int N        yours, line 2
          All before it is right.
        [wrong-output] standard error, line 2: found 'usage: usage_int N'. 1 line is expected on standard error, but 2 came
    "#]].assert_eq(&case.told(&[Play::new().err("n = 0\nusage: usage_int N\n").exit(2)]));
}

#[test]
fn bytes_are_not_all_ff() {
    let case = Case::new("sys/two", "readme", "$ two\none\n");
    expect![[r#"
          Your line is not UTF-8: the bytes that are not are shown as \x.. here.
    "#]]
    .assert_eq(&first(&case, &[Play::new().bytes(Stream::Stdout, b"on\xe9\n")]));
}

#[test]
fn a_buffer_that_two_processes_have_printed() {
    let case = Case::new("fork_wait/fork_sum", "four", "$ fork_sum\nchild 0 [1..250]: 31375\n");
    let play = Play::new().out("child 0 [1..250]: child 0 [1..250]: child 1 [251..500]: 93875\n");
    expect![[r#"
          Text from before the fork came out twice: was it flushed?
    "#]]
    .assert_eq(&first(&case, &[play]));
}
