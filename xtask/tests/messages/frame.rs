//! What stands around what is told of a case: the headline above, the commands to go on with below.

use expect_test::expect;
use xtask::outcome::Stopped;
use xtask::report::SubjectKind;

use crate::stage::{Case, Play};

#[test]
fn a_case_that_one_line_repeats() {
    let case = Case::new("sys/usage_int", "usage", "$ usage_int abc\n@exit 2\n");
    expect![[r#"
        ✗ sys/usage_int    WrongExit in case usage

          Your program ended with exit code 0; exit code 2 is expected.

            $ usage_int abc
          By hand: cargo xtask run usage_int -- abc   Stuck: cargo xtask hint usage_int

    "#]]
    .assert_eq(&case.framed(&[Play::new()]));
}

#[test]
fn all_before_it_is_right() {
    let case = Case::new("fork_wait/fork_sum", "uneven", "$ fork_sum 3\nchild 0\nchild 1\n");
    expect![[r#"
        ✗ fork_wait/fork_sum    WrongOutput in case uneven

            $ fork_sum 3
              child 0
            - child 1        expected
            + child 2        yours, line 2
                    ^
          All before it is right.   By hand: cargo xtask run fork_sum -- 3
          Stuck: cargo xtask hint fork_sum

    "#]]
    .assert_eq(&case.framed(&[Play::new().out("child 0\nchild 2\n")]));
}

#[test]
fn its_time_is_up() {
    let case = Case::new("sync/dinner", "readme", "$ dinner\nfull\n");
    let play = || Play::new().stopped(Stopped::Deadline { after_ms: 5000 });
    expect![[r#"
        ✗ sync/dinner    TimedOut in case readme, after 5.0 s

          After 5.0 s your program was still running and had printed nothing. It used
          4.0 s of processor time: it computes without end.

            $ dinner
            - full        expected next
          By hand: cargo xtask run dinner   Stuck: cargo xtask hint dinner

    "#]]
    .assert_eq(&case.framed(&[play().took(5000, 4000)]));
    expect![[r#"
        ✗ sync/dinner    Deadlock in case readme, found after 5.0 s

          After 5.0 s your program was still running and had printed nothing.
          Both wait.

            $ dinner
            - full        expected next
          By hand: cargo xtask run dinner   Stuck: cargo xtask hint dinner

    "#]]
    .assert_eq(&case.framed(&[play().hang(hang::HangKind::Deadlock, &["Both wait."])]));
}

#[test]
fn input_and_environment_stand_before_the_command() {
    let case = Case::new("sys/count", "readme", "@stdin\none two\nthree\n@end\n$ MOOD='quite good' count -v\n3\n");
    expect![[r#"
        By hand: printf '%s\n' 'one two' three | MOOD='quite good' cargo xtask run count -- -v
          Stuck: cargo xtask hint count

    "#]]
    .assert_eq(&footer(&case, Play::new()));
}

#[test]
fn the_runner_repeats_what_one_line_cannot() {
    let steps = "$ upper\nready\n@> a\nA\n";
    expect![[r#"
        By hand: cargo xtask run upper --case readme   Stuck: cargo xtask hint upper

    "#]]
    .assert_eq(&footer(&Case::new("sys/upper", "readme", steps), Play::new()));
    let file = "@file log\none\n@end\n$ upper\nONE\n";
    expect![[r#"
        By hand: cargo xtask run upper --case log   Stuck: cargo xtask hint upper

    "#]]
    .assert_eq(&footer(&Case::new("sys/upper", "log", file), Play::new()));
    let shell = "$ sh -c 'upper | head -1'\nready\n";
    expect![[r#"
        By hand: cargo xtask run upper --case in_a_shell
          Stuck: cargo xtask hint upper

    "#]]
    .assert_eq(&footer(&Case::new("sys/upper", "in_a_shell", shell), Play::new()));
}

#[test]
fn nobody_is_stuck_with_ours() {
    let of = |kind| Case { kind, ..Case::new("sys/echo_args", "readme", "$ echo_args a\na\n") };
    expect![[r#"
        ✗ sys/echo_args (ours)    WrongOutput in case readme

          Your program ended with exit code 0 and printed nothing.

            $ echo_args a
            - a        expected next
          By hand: cargo xtask run echo_args --solution -- a

    "#]]
    .assert_eq(&of(SubjectKind::Solution).framed(&[Play::new()]));
    expect![[r#"
        ✗ sys/echo_args    WrongOutput in case readme

          Your program ended with exit code 0 and printed nothing.

            $ echo_args a
            - a        expected next
          By hand: cargo xtask demo echo_args -- a

    "#]]
    .assert_eq(&of(SubjectKind::Demo).framed(&[Play::new()]));
    expect![[r#"
        ✗ sys/echo_args    WrongOutput in case readme

          Your program ended with exit code 0 and printed nothing.

            $ echo_args a
            - a        expected next

    "#]]
    .assert_eq(&of(SubjectKind::Lesson).framed(&[Play::new()]));
}

/// From the first command that is recommended on.
fn footer(case: &Case<'_>, play: Play) -> String {
    let framed = case.framed(&[play]);
    framed[framed.find("By hand").expect("a footer")..].to_owned()
}
