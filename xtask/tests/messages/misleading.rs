//! What once led students astray.

use expect::session::Stream;
use expect_test::{Expect, expect};
use xtask::report::text::{self, Detail};
use xtask::report::{CaseReport, ExerciseReport, Kind, Painter};
use xtask::run::outcome::{StepDone, Stopped};
use xtask::verdict::Verdict;

use crate::stage::{Case, Play, header};

/// What is said first of a run, up to the evidence; without its indent.
fn first(case: &Case<'_>, plays: &[Play]) -> String {
    let told = case.told(plays);
    let said = told.split("\n\n").nth(1).unwrap_or_default();
    said.lines().map(|line| format!("{}\n", line.strip_prefix("  ").unwrap_or(line))).collect()
}

fn deadline() -> Stopped {
    Stopped::Deadline { after_ms: 5000 }
}

const SERVER: &str = "$ up\nready {port:port}\n@connect a 127.0.0.1:{port}\n@a> hello\n@a< HELLO\nclient gone\n";

#[test]
fn a_line_to_look_into_the_program() {
    let case = Case::new("sockets/up", "readme", SERVER);
    expect![[r#"
        ✗ sockets/up    WrongOutput in case readme

          Line 2 is not expected here.

            $ up
              ready 4071
            + forked 28078                     yours, line 2
            @connect a 127.0.0.1:4071          comes next
          All before it is right.   By hand: cargo xtask run up --case readme
          Stuck: cargo xtask hint up

        [wrong-output] Line 2 is not expected here. (line 2: 'forked 28078')
    "#]]
    .assert_eq(&case.told(&[Play::new().out("ready 4071\nforked 28078\n")]));
    let debug = "[exercises/sockets/up/main.rs:41:31] n = 0\n";
    expect![[r#"
        ✗ sockets/up    WrongOutput in case readme

          Nothing is expected on standard error.

            $ up
            + 2> [exercises/sockets/up/main.rs:41:31] n = 0        yours, line 1
            @connect a 127.0.0.1:4071                              comes next
          By hand: cargo xtask run up --case readme   Stuck: cargo xtask hint up

        [wrong-output] Nothing is expected on standard error. (line 1: '[exercises/sockets/up/main.rs:41:31] n = 0')
    "#]]
    .assert_eq(&case.told(&[Play::new().out("ready 4071\n").err(debug).stopped(Stopped::NoContinuation)]));
}

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
        ✗ fork_wait/fork_sum    WrongOutput in case any

          Line 2 is right, but the newline at its end is missing.

            $ fork_sum
              first
            + total 42        line 2, without a newline
          By hand: cargo xtask run fork_sum   Stuck: cargo xtask hint fork_sum

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
              By hand: cargo xtask run pypath   Stuck: cargo xtask hint pypath
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
              By hand: cargo xtask run pypath   Stuck: cargo xtask hint pypath
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
              All before it is right.   By hand: cargo xtask run order
              Stuck: cargo xtask hint order
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
              By hand: cargo xtask run order   Stuck: cargo xtask hint order
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
        ✗ sys/skips    WrongOutput in case readme

          Your program ended with exit code 0 after line 3; more is expected.

            $ skips
              zero
              one
              two
            - three        expected next
          All before it is right.   By hand: cargo xtask run skips
          Stuck: cargo xtask hint skips

        [wrong-output] Your program ended with exit code 0 after line 3; more is expected. Expected next: 'three'
    "#]]
    .assert_eq(&case.told(&[Play::new().out("zero\none\ntwo\n")]));
}

#[test]
fn a_file_that_a_command_before_has_made() {
    let session = "@file logs/day.log\na b\n@end\n$ sh -c 'cp logs/day.log copy.log'\n\n$ log_fields copy.log\na\n";
    let case = Case::new("regex/log_fields", "a_day", session);
    expect![[r#"
        ✗ regex/log_fields    WrongOutput in case a_day

            $ log_fields copy.log
            - a        expected
            + b        yours, line 1
          The file logs/day.log is in exercises/regex/log_fields/cases/a_day.session.
          By hand: cargo xtask run log_fields --case a_day
          Stuck: cargo xtask hint log_fields

        [wrong-output] line 1: expected 'a', found 'b'
    "#]]
    .assert_eq(&case.told(&[Play::new(), Play::new().out("b\n")]));
}

#[test]
fn a_name_that_is_filled_in_already() {
    let case = Case::new("sys/double", "readme", "$ double\nn is {n:int}\ntwice {n} is more\n");
    expect![[r#"
        ✗ sys/double    WrongOutput in case readme

            $ double
              n is 5770
            - twice 5770 is more        expected
            + twice 5771 is more        yours, line 2
                    ^^^^
          All before it is right.   By hand: cargo xtask run double
          Stuck: cargo xtask hint double

        [wrong-output] line 2: expected 'twice 5770 is more', found 'twice 5771 is more'
    "#]]
    .assert_eq(&case.told(&[Play::new().out("n is 5770\ntwice 5771 is more\n")]));
}

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
        ✗ regex/log_fields    WrongExit in case readme

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
          By hand: cargo xtask run log_fields   Stuck: cargo xtask hint log_fields

        [wrong-exit] Your program panicked at main.rs:3: called `Result::unwrap()` on an `Err` value: Syntax(.. error: unclosed group. A panic means exit code 101; exit code 0 is expected. Expected next: 'ok'
    "#]].assert_eq(&case.told(&[Play::new().err(stderr).exit(101)]));
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
    let report = ExerciseReport::new(header("sys/echo_args", Kind::Exercise), cases);
    expect![[r#"
        ✗ sys/echo_args

          Also: words, readme (TimedOut), usage (WrongExit).

    "#]]
    .assert_eq(&Painter::plain(80).paint(&text::exercise(&report, Detail::Full)));
}

#[test]
fn lf_for_cr_lf() {
    let said = |ours: &str, expected: Expect| {
        let session = format!("@listen p\n$ http_get {{p}}\n@accept a p\n@crlf a\n@a< {ours}\n@close a\n");
        let case = Case::new("web/http_get", "readme", &session);
        let received = StepDone::Received { line: b"GET /slow?q=1 HTTP/1.1\n".to_vec(), ended: false };
        let play = Play::new().bound("p", "4071").step().step().step_done(received);
        expected.assert_eq(&case.told(&[play.stopped(Stopped::NoContinuation)]));
    };
    said(
        "GET /slow?q=1 HTTP/1.1",
        expect![[r#"
        ✗ web/http_get    WrongOutput in case readme

          Your line ends with LF alone; here each line ends with CR LF.

            $ http_get 4071
            @accept a p
            @crlf a
            - @a< GET /slow?q=1 HTTP/1.1            expected
            + @a< GET /slow?q=1 HTTP/1.1\x0a        received
                                        ^^^^
          By hand: cargo xtask run http_get --case readme
          Stuck: cargo xtask hint http_get

        [wrong-output] connection a: expected 'GET /slow?q=1 HTTP/1.1', found 'GET /slow?q=1 HTTP/1.1\x0a'. Your line ends with LF alone; here each line ends with CR LF
    "#]],
    );
    said(
        "GET {path} HTTP/1.1",
        expect![[r#"
            ✗ web/http_get    WrongOutput in case readme

              Your line ends with LF alone; here each line ends with CR LF.

                $ http_get 4071
                @accept a p
                @crlf a
                - @a< GET {path} HTTP/1.1               expected
                + @a< GET /slow?q=1 HTTP/1.1\x0a        received
                                            ^
              {path} stands for a path.
              By hand: cargo xtask run http_get --case readme
              Stuck: cargo xtask hint http_get

            [wrong-output] connection a: expected 'GET {path} HTTP/1.1', found 'GET /slow?q=1 HTTP/1.1\x0a'. Your line ends with LF alone; here each line ends with CR LF
        "#]],
    );
}

#[test]
fn a_signal_for_a_program_that_has_ended() {
    let case = Case::new("signals/no_no_no", "readme", "$ no_no_no\nready {pid:pid}\n@signal INT {pid}\nno\n");
    let failed = StepDone::Failed { reason: "SIGINT was not sent: 812 is not a process of the program".to_owned() };
    let play = || Play::new().out("ready 812\n").step_done(failed.clone());
    expect![[r#"
        ✗ signals/no_no_no    WrongOutput in case readme

          Your program had ended (exit code 0) when SIGINT was to be sent.

            $ no_no_no
              ready 812
            @signal INT 812          could not be done
          By hand: cargo xtask run no_no_no --case readme
          Stuck: cargo xtask hint no_no_no

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
        ✗ signals/broken_pipe    TimedOut in case both, after 5.0 s

          The 5.0 s for the whole case were up, 500 ms of them this command's. Your
          program was still running and had printed nothing. It used 0.0 s of processor
          time: it waits.

            $ broken_pipe b
            - b        expected next
          By hand: cargo xtask run broken_pipe -- b
          Stuck: cargo xtask hint broken_pipe

        [timed-out] The 5.0 s for the whole case were up, 500 ms of them this command's. Your program was still running and had printed nothing. It used 0.0 s of processor time: it waits. Expected next: 'b'
    "#]].assert_eq(&case.told(&[Play::new().out("a\n").took(4500, 20), last.clone()]));
    expect![[r#"
          After 5.0 s your program was still running and had printed nothing. It used
          0.0 s of processor time: it waits.
    "#]]
    .assert_eq(&first(&case, &[Play::new().out("a\n").took(20, 20), last]));
}

#[test]
fn a_connection_that_is_waited_for() {
    let case = Case::new("sockets/connects", "readme", "@listen four\n$ connects {four}\n@accept a four\ndone\n");
    let failed = StepDone::Failed { reason: "nobody connected to four".to_owned() };
    let play = Play::new().bound("four", "40123").step_done(failed).stopped(deadline());
    expect![[r#"
          For 5.0 s the session waited for your program to connect to port 40123. It
          used 0.0 s of processor time: it waits.
    "#]]
    .assert_eq(&first(&case, &[play]));
}

#[test]
fn two_lines_where_any_one_is_expected() {
    let case = Case::new("sys/usage_int", "usage", "$ usage_int\n2> {..}\n@exit 2\n");
    expect![[r#"
        ✗ sys/usage_int    WrongOutput in case usage

          1 line is expected on standard error, but 2 came.

            $ usage_int
              2> n = 0
            + 2> usage: usage_int N        yours, line 2
          All before it is right.   By hand: cargo xtask run usage_int
          Stuck: cargo xtask hint usage_int

        [wrong-output] standard error, line 2: found 'usage: usage_int N'. 1 line is expected on standard error, but 2 came
    "#]].assert_eq(&case.told(&[Play::new().err("n = 0\nusage: usage_int N\n").exit(2)]));
}

#[test]
fn a_shell_that_starts_it() {
    let case = Case::new("signals/broken_pipe", "in_a_shell", "$ sh -c 'broken_pipe | head -1'\nready\n");
    expect![[r#"
        ✗ signals/broken_pipe    WrongOutput in case in_a_shell

          The command ended with exit code 0 and printed nothing.

            $ sh -c 'broken_pipe | head -1'
            - ready        expected next
          By hand: cargo xtask run broken_pipe --case in_a_shell
          Stuck: cargo xtask hint broken_pipe

        [wrong-output] The command ended with exit code 0 and printed nothing. Expected next: 'ready'
    "#]]
    .assert_eq(&case.told(&[Play::new()]));
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
