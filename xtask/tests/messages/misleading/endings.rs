//! How it ended, or that it did not.

use expect_test::{Expect, expect};
use xtask::outcome::{StepDone, Stopped};
use xtask::report::text::{self, Detail};
use xtask::report::{CaseReport, ExerciseReport, Painter, SubjectKind};
use xtask::verdict::Verdict;

use super::{deadline, first};
use crate::stage::{Case, Play, header};

#[test]
fn a_panic_in_the_standard_library() {
    let case = Case::new("sys/echo_args", "bytes", "$ echo_args a\n1: a\n");
    let said = |stderr: &str, expected: Expect| {
        expected.assert_eq(&first(&case, &[Play::new().err(stderr).exit(101)]));
    };
    let env = "thread 'main' (7) panicked at /rustc/59807616e1/library/std/src/env.rs:864:51:\n";
    said(
        &format!("{env}called `Result::unwrap()` on an `Err` value: \"a\\xFF\"\n"),
        expect![[r#"
              Your program panicked: `env::args()` panics on a word that is not UTF-8. A
              panic means exit code 101; exit code 0 is expected.
        "#]],
    );
    let io = "thread 'main' (7) panicked at /rustc/59807616e1/library/std/src/io/stdio.rs:1165:9:\n";
    said(
        &format!("{io}failed printing to stdout: Broken pipe (os error 32)\n"),
        expect![[r#"
              Your program panicked in the standard library (stdio.rs): failed printing to
              stdout: Broken pipe (os error 32). A panic means exit code 101; exit code 0 is
              expected.
        "#]],
    );
}

#[test]
fn a_long_panic_says_most_at_its_end() {
    let case = Case::new("regex/log_fields", "readme", "$ log_fields\nok\n");
    let stderr = "\nthread 'main' (7) panicked at exercises/regex/log_fields/main.rs:3:39:\n\
                  called `Result::unwrap()` on an `Err` value: Syntax(\n~~~~\nregex parse error:\n    (?m)^ab(\n           ^\n\
                  1: more\n2: more\nerror: unclosed group\n~~~~\n)\n";
    expect![[r#"
          Your program panicked at main.rs:3: called `Result::unwrap()` on an `Err`
          value: Syntax(.. error: unclosed group. A panic means exit code 101; exit code
          0 is expected.

            $ log_fields
              2> thread 'main' (7) panicked at exercises/regex/log_fields/main.rs:3:39:
              2> called `Result::unwrap()` on an `Err` value: Syntax(
              2> ... (3 lines)
              2>            ^
              2> 1: more
              2> 2: more
              2> error: unclosed group
              2> ~~~~
              2> )
            - ok        expected next
        [wrong-exit] Your program panicked at main.rs:3: called `Result::unwrap()` on an `Err` value: Syntax(.. error: unclosed group. A panic means exit code 101; exit code 0 is expected. Expected next: 'ok'
    "#]].assert_eq(&case.told(&[Play::new().err(stderr).exit(101)]));
}

#[test]
fn a_signal_for_a_program_that_has_ended() {
    let case = Case::new("signals/no_no_no", "readme", "$ no_no_no\nready {pid:pid}\n@signal INT {pid}\nno\n");
    let failed = StepDone::Failed { reason: "SIGINT was not sent: 812 is not a process of the program".to_owned() };
    let play = || Play::new().out("ready 812\n").step_done(failed.clone());
    expect![[r#"
          Your program had ended (exit code 0) when SIGINT was to be sent.

            $ no_no_no
              ready 812
            @signal INT 812          could not be done
        [wrong-output] Your program had ended (exit code 0) when SIGINT was to be sent.
    "#]]
    .assert_eq(&case.told(&[play()]));
    // It lives: then the pid is wrong.
    expect![[r#"
          @signal INT 812: SIGINT was not sent: 812 is not a process of the program
    "#]]
    .assert_eq(&first(&case, &[play().stopped(Stopped::StepFailed)]));
}

#[test]
fn a_limit_that_several_commands_share() {
    let session = "$ broken_pipe a\na\n\n$ broken_pipe b\nb\n";
    let case = Case::new("signals/broken_pipe", "both", session);
    let last = Play::new().stopped(deadline()).took(500, 10);
    expect![[r#"
          The 5.0 s for the whole case were up, 500 ms of them this command's. Your
          program was still running and had printed nothing. It used 0.0 s of processor
          time: it waits.

            $ broken_pipe b
            - b        expected next
        [timed-out] The 5.0 s for the whole case were up, 500 ms of them this command's. Your program was still running and had printed nothing. It used 0.0 s of processor time: it waits. Expected next: 'b'
    "#]].assert_eq(&case.told(&[Play::new().out("a\n").took(4500, 20), last.clone()]));
    expect![[r#"
          After 5.0 s your program was still running and had printed nothing. It used
          0.0 s of processor time: it waits.
    "#]]
    .assert_eq(&first(&case, &[Play::new().out("a\n").took(20, 20), last]));
}

#[test]
fn somebody_elses_kill() {
    let case = Case::new("sys/two", "readme", "$ two\none\n");
    expect![[r#"
          Your program was killed by SIGKILL: something other than the checker sent it.
    "#]]
    .assert_eq(&first(&case, &[Play::new().killed(libc::SIGKILL)]));
}

#[test]
fn waiting_or_computing() {
    let case = Case::new("sync/dinner", "readme", "$ dinner\nplato eats\n");
    let said = |cpu_ms| first(&case, &[Play::new().stopped(deadline()).took(5000, cpu_ms)]);
    expect![[r#"
          After 5.0 s your program was still running and had printed nothing. It used
          0.0 s of processor time: it waits.
    "#]]
    .assert_eq(&said(12));
    expect![[r#"
          After 5.0 s your program was still running and had printed nothing. It used
          4.9 s of processor time: it computes without end.
    "#]]
    .assert_eq(&said(4900));
    expect![[r#"
        After 5.0 s your program was still running and had printed nothing. It used
        1.5 s of processor time.
    "#]]
    .assert_eq(&said(1500));
}

#[test]
fn the_other_cases_verdict_by_verdict() {
    let wrong = |name: &str, verdict| CaseReport { verdict, ..CaseReport::pass(name, 1) };
    let cases = vec![
        wrong("bytes", Verdict::TimedOut),
        wrong("words", Verdict::TimedOut),
        wrong("readme", Verdict::TimedOut),
        CaseReport::pass("none", 1),
        wrong("usage", Verdict::WrongExit),
    ];
    let report = ExerciseReport::new(header("sys/echo_args", SubjectKind::Exercise), cases);
    expect![[r#"
        ✗ sys/echo_args

          Also: words, readme (TimedOut), usage (WrongExit).

    "#]]
    .assert_eq(&Painter::plain(80).paint(&text::exercise(&report, Detail::Full)));
}

#[test]
fn a_shell_that_starts_it() {
    let case = Case::new("signals/broken_pipe", "in_a_shell", "$ sh -c 'broken_pipe | head -1'\nready\n");
    expect![[r#"
          The command ended with exit code 0 and printed nothing.

            $ sh -c 'broken_pipe | head -1'
            - ready        expected next
        [wrong-output] The command ended with exit code 0 and printed nothing. Expected next: 'ready'
    "#]]
    .assert_eq(&case.told(&[Play::new()]));
}
