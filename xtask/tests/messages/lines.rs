//! One line that is not the expected one.

use expect_test::expect;

use crate::stage::{Case, Play};

const UNEVEN: &str = "\
$ fork_sum 3
child 0 [1..333]: 55611
child 1 [334..666]: 166500
child 2 [667..1000]: 278389
total 500500, 3 children reaped
";

fn uneven(play: Play) -> String {
    Case::new("fork_wait/fork_sum", "uneven", UNEVEN).told(&[play])
}

#[test]
fn a_wrong_line() {
    let play = Play::new().out("child 0 [1..333]: 55611\nchild 1 [334..666]: 166500\nchild 2 [667..999]: 277389\n");
    expect![[r#"
            $ fork_sum 3
              child 0 [1..333]: 55611
              child 1 [334..666]: 166500
            - child 2 [667..1000]: 278389        expected
            + child 2 [667..999]: 277389         yours, line 3
                            ^^^   ^^^^^^
          All before it is right.
        [wrong-output] line 3: expected 'child 2 [667..1000]: 278389', found 'child 2 [667..999]: 277389'
    "#]]
    .assert_eq(&uneven(play));
}

#[test]
fn a_wrong_first_line() {
    expect![[r#"
            $ fork_sum 3
            - child 0 [1..333]: 55611        expected
            + Hello, world!                  yours, line 1
        [wrong-output] line 1: expected 'child 0 [1..333]: 55611', found 'Hello, world!'
    "#]]
    .assert_eq(&uneven(Play::new().out("Hello, world!\n")));
}

#[test]
fn a_line_is_missing_before_it() {
    let play = Play::new().out("child 0 [1..333]: 55611\nchild 2 [667..1000]: 278389\n");
    expect![[r#"
          A line is missing: line 2 of yours is expected one line later.

            $ fork_sum 3
              child 0 [1..333]: 55611
            - child 1 [334..666]: 166500         expected
            + child 2 [667..1000]: 278389        yours, line 2
          All before it is right.
        [wrong-output] line 2: expected 'child 1 [334..666]: 166500', found 'child 2 [667..1000]: 278389'. A line is missing: line 2 of yours is expected one line later
    "#]].assert_eq(&uneven(play));
}

#[test]
fn a_line_too_many() {
    let play = Play::new().out("child 0 [1..333]: 55611\nforking\nchild 1 [334..666]: 166500\n");
    expect![[r#"
          Line 2 is one too many: line 3 is the one expected here.

            $ fork_sum 3
              child 0 [1..333]: 55611
            - child 1 [334..666]: 166500        expected
            + forking                           yours, line 2
          All before it is right.
        [wrong-output] line 2: expected 'child 1 [334..666]: 166500', found 'forking'. Line 2 is one too many: line 3 is the one expected here
    "#]].assert_eq(&uneven(play));
}

#[test]
fn output_goes_on_where_it_should_end() {
    let all = UNEVEN.split_once('\n').unwrap().1;
    expect![[r#"
          Nothing more is expected after line 4.

            $ fork_sum 3
              ...
              child 1 [334..666]: 166500
              child 2 [667..1000]: 278389
              total 500500, 3 children reaped
            + done        yours, line 5
          All before it is right.
        [wrong-output] line 5: found 'done'. Nothing more is expected after line 4
    "#]]
    .assert_eq(&uneven(Play::new().out(all).out("done\n")));
}

#[test]
fn output_ends_early() {
    let play = Play::new().out("child 0 [1..333]: 55611\nchild 1 [334..666]: 166500\n");
    expect![[r#"
          Your program ended with exit code 0 after line 2; more is expected.

            $ fork_sum 3
              child 0 [1..333]: 55611
              child 1 [334..666]: 166500
            - child 2 [667..1000]: 278389        expected next
          All before it is right.
        [wrong-output] Your program ended with exit code 0 after line 2; more is expected. Expected next: 'child 2 [667..1000]: 278389'
    "#]].assert_eq(&uneven(play));
}

#[test]
fn nothing_at_all() {
    expect![[r#"
          Your program ended with exit code 0 and printed nothing.

            $ fork_sum 3
            - child 0 [1..333]: 55611        expected next
        [wrong-output] Your program ended with exit code 0 and printed nothing. Expected next: 'child 0 [1..333]: 55611'
    "#]]
    .assert_eq(&uneven(Play::new()));
}

#[test]
fn another_number_than_before() {
    let session = "$ fork_pid\nchild {pid:pid} starts\nchild {pid} ended with {code:0..255}\n";
    let case = Case::new("fork_wait/fork_pid", "readme", session);
    expect![[r#"
            $ fork_pid
              child 812 starts
            - child 812 ended with {code:0..255}        expected
            + child 813 ended with 3                    yours, line 2
                    ^^^
          {code:0..255} stands for a number from 0 to 255.
          All before it is right.
        [wrong-output] line 2: expected 'child 812 ended with {code:0..255}', found 'child 813 ended with 3'
    "#]]
    .assert_eq(&case.told(&[Play::new().out("child 812 starts\nchild 813 ended with 3\n")]));
    expect![[r#"
            $ fork_pid
              child 812 starts
            - child 812 ended with {code:0..255}        expected
            + child 812 ended with 256                  yours, line 2
                                   ^^^
          {code:0..255} stands for a number from 0 to 255.
          All before it is right.
        [wrong-output] line 2: expected 'child 812 ended with {code:0..255}', found 'child 812 ended with 256'
    "#]]
    .assert_eq(&case.told(&[Play::new().out("child 812 starts\nchild 812 ended with 256\n")]));
}

#[test]
fn numbers_written_in_another_way() {
    let case = Case::new("sys/mean", "readme", "$ mean 1 2\nmean 1.5\n");
    expect![[r#"
          The numbers are equal, only written in another way.

            $ mean 1 2
            - mean 1.5         expected
            + mean 1.50        yours, line 1
                     ^^
        [wrong-output] line 1: expected 'mean 1.5', found 'mean 1.50'. The numbers are equal, only written in another way
    "#]].assert_eq(&case.told(&[Play::new().out("mean 1.50\n")]));
}

#[test]
fn upper_and_lower_case() {
    let case = Case::new("sys/echo_args", "readme", "$ echo_args a\n1: a\n");
    expect![[r#"
          Only upper and lower case differ.

            $ echo_args a
            - 1: a        expected
            + 1: A        yours, line 1
                 ^
        [wrong-output] line 1: expected '1: a', found '1: A'. Only upper and lower case differ
    "#]]
    .assert_eq(&case.told(&[Play::new().out("1: A\n")]));
}

#[test]
fn the_right_line_on_the_wrong_stream() {
    let session = "$ usage_int abc\n2> usage_int: 'abc' is not a number\n@exit 2\n";
    let case = Case::new("sys/usage_int", "not_a_number", session);
    let play = Play::new().out("usage_int: 'abc' is not a number\n").exit(2);
    expect![[r#"
          The line is right, but it belongs on standard error.

            $ usage_int abc
            - 2> usage_int: 'abc' is not a number        expected
            + usage_int: 'abc' is not a number           yours, line 1
        [wrong-output] line 1: found 'usage_int: 'abc' is not a number'. The line is right, but it belongs on standard error
    "#]]
    .assert_eq(&case.told(&[play]));
    let session = "$ usage_int 21\n42\n";
    let case = Case::new("sys/usage_int", "readme", session);
    expect![[r#"
          Your program ended with exit code 0 and printed nothing. The line that is
          missing came on standard error.

            $ usage_int 21
              2> 42
            - 42        expected next
        [wrong-output] Your program ended with exit code 0 and printed nothing. The line that is missing came on standard error. Expected next: '42'
    "#]]
    .assert_eq(&case.told(&[Play::new().err("42\n")]));
}

#[test]
fn standard_error_is_wrong() {
    let session = "$ usage_int abc\n2> usage_int: 'abc' is not a number\n@exit 2\n";
    let case = Case::new("sys/usage_int", "not_a_number", session);
    expect![[r#"
            $ usage_int abc
            - 2> usage_int: 'abc' is not a number        expected
            + 2> usage_int: abc is not a number          yours, line 1
                            ^
        [wrong-output] standard error, line 1: expected 'usage_int: 'abc' is not a number', found 'usage_int: abc is not a number'
    "#]].assert_eq(&case.told(&[Play::new().err("usage_int: abc is not a number\n").exit(2)]));
    expect![[r#"
          Your program ended with exit code 2 and printed nothing on standard error.

            $ usage_int abc
            - 2> usage_int: 'abc' is not a number        expected next
        [wrong-output] Your program ended with exit code 2 and printed nothing on standard error. Expected next: 'usage_int: 'abc' is not a number'
    "#]].assert_eq(&case.told(&[Play::new().exit(2)]));
}

#[test]
fn something_on_standard_error_where_nothing_is_expected() {
    let case = Case::new("sys/usage_int", "readme", "$ usage_int 21\n42\n");
    expect![[r#"
          Nothing is expected on standard error.

            $ usage_int 21
            + 2> debug: n = 21        yours, line 1
        [wrong-output] standard error, line 1: found 'debug: n = 21'. Nothing is expected on standard error
    "#]]
    .assert_eq(&case.told(&[Play::new().out("42\n").err("debug: n = 21\n")]));
}

#[test]
fn the_second_of_two_commands_and_its_environment() {
    let session = "$ env_report HOME\nHOME is set\n\n$ MOOD='quite good' env_report MOOD\nMOOD=quite good\n";
    let case = Case::new("os/env_report", "set", session);
    let plays = [Play::new().out("HOME is set\n"), Play::new().out("MOOD=quite\n")];
    expect![[r#"
            $ MOOD='quite good' env_report MOOD
            - MOOD=quite good        expected
            + MOOD=quite             yours, line 1
                        ^
        [wrong-output] line 1: expected 'MOOD=quite good', found 'MOOD=quite'
    "#]]
    .assert_eq(&case.told(&plays));
}

#[test]
fn a_forbidden_line() {
    let session = "$ popen_quiet\n@not {..}Broken pipe{..}\n...\ndone\n";
    let case = Case::new("popen/popen_quiet", "readme", session);
    expect![[r#"
          No line like this may appear: {..}Broken pipe{..}

            $ popen_quiet
              one
            + yes: Broken pipe (os error 32)        yours, line 2
        [wrong-output] No line like this may appear: {..}Broken pipe{..} (line 2: 'yes: Broken pipe (os error 32)')
    "#]]
    .assert_eq(&case.told(&[Play::new().out("one\nyes: Broken pipe (os error 32)\ndone\n")]));
}

#[test]
fn what_the_solution_prints() {
    let session = "@let n in 100..999\n$ fork_sum {n}\n@as solution\n";
    let case = Case::new("fork_wait/fork_sum", "any_number", session);
    let play = Play::new().bound("n", "512").out("first 512\ntotal 1024\n").solution("first 512\ntotal 131328\n");
    expect![[r#"
            $ fork_sum 512
              first 512
            - total 131328        our solution's
            + total 1024          yours, line 2
                    ^^^^
          All before it is right.
        [wrong-output] line 2: expected 'total 131328', found 'total 1024'
    "#]]
    .assert_eq(&case.told(&[play]));
}

#[test]
fn what_a_check_function_says() {
    let session = "$ fork_sum 3\n...\n@check slices\n";
    let slices: xtask::verdict::CheckFn = |run| match run.command(0).stdout_lines().len() {
        3 => Ok(()),
        lines => Err(format!("three slices make three lines, not {lines}")),
    };
    let case = Case { checks: &[("slices", slices)], ..Case::new("fork_wait/fork_sum", "slices", session) };
    expect![[r#"
          Three slices make three lines, not 2.

            $ fork_sum 3
              child 0: 1
              child 1: 2
        [wrong-output] Three slices make three lines, not 2.
    "#]]
    .assert_eq(&case.told(&[Play::new().out("child 0: 1\nchild 1: 2\n")]));
}
