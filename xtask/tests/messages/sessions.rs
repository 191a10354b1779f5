//! Sessions with steps, connections, input.

use expect_test::expect;
use xtask::outcome::{StepDone, Stopped};

use crate::stage::{Case, Play};

const NO_NO_NO: &str = "$ no_no_no\nready {pid:pid}\n@signal INT {pid}\nno no no..\n@signal TERM {pid}\n@died TERM\n";

fn no_no_no(play: Play) -> String {
    Case::new("signals/no_no_no", "readme", NO_NO_NO).told(&[play])
}

#[test]
fn a_wrong_line_after_a_step() {
    expect![[r#"
            $ no_no_no
              ready 812
            @signal INT 812
            - no no no..        expected
            + no no             yours, line 2
                   ^
          All before it is right.
        [wrong-output] line 2: expected 'no no no..', found 'no no'
    "#]]
    .assert_eq(&no_no_no(Play::new().out("ready 812\n").step().out("no no\n")));
}

#[test]
fn too_early() {
    expect![[r#"
          Line 2 came too early: it may only come after @signal INT 812

            $ no_no_no
              ready 812
            + no no no..             yours, line 2
            @signal INT 812          not done yet
        [wrong-output] Line 2 came too early: it may only come after @signal INT 812 (line 2: 'no no no..')
    "#]]
    .assert_eq(&no_no_no(Play::new().out("ready 812\nno no no..\n")));
}

#[test]
fn it_ends_before_the_step() {
    expect![[r#"
          Your program ended with exit code 0; it should have been killed by SIGTERM.

            $ no_no_no
            - ready {pid:pid}        expected next
        [wrong-exit] Your program ended with exit code 0; it should have been killed by SIGTERM. Expected next: 'ready {pid:pid}'
    "#]]
    .assert_eq(&no_no_no(Play::new()));
}

const UPPER: &str = "\
$ upper_server
listening on 127.0.0.1:{port:port}
@connect a 127.0.0.1:{port}
@a> hello
@a< HELLO
@close a
client gone
";

fn connected() -> Play {
    let bound = vec![("a".to_owned(), b"40000".to_vec())];
    Play::new().out("listening on 127.0.0.1:4071\n").step_done(StepDone::Done { bound })
}

fn upper(play: Play) -> String {
    Case::new("sockets/upper_server", "readme", UPPER).told(&[play])
}

#[test]
fn a_wrong_line_on_a_connection() {
    let received = StepDone::Received { line: b"hello".to_vec(), ended: false };
    expect![[r#"
          Only upper and lower case differ.

            $ upper_server
              ...
            @connect a 127.0.0.1:4071
            @a> hello
            - @a< HELLO        expected
            + @a< hello        received
                  ^^^^^
        [wrong-output] connection a: expected 'HELLO', found 'hello'. Only upper and lower case differ
    "#]]
    .assert_eq(&upper(connected().step().step_done(received).stopped(Stopped::NoContinuation)));
}

#[test]
fn end_of_file_on_a_connection() {
    let received = StepDone::Received { line: Vec::new(), ended: true };
    expect![[r#"
          Your program closed its side of connection a, where a line is expected.

            $ upper_server
              ...
            @connect a 127.0.0.1:4071
            @a> hello
            - @a< HELLO        expected next
        [wrong-output] Your program closed its side of connection a, where a line is expected. Expected next: 'HELLO'
    "#]]
    .assert_eq(&upper(connected().step().step_done(received)));
}

#[test]
fn nobody_listens() {
    let failed = StepDone::Failed { reason: "nothing listens on 127.0.0.1:4071".to_owned() };
    let play = Play::new().out("listening on 127.0.0.1:4071\n").step_done(failed).stopped(Stopped::StepFailed);
    expect![[r#"
          @connect a 127.0.0.1:4071: nothing listens on 127.0.0.1:4071

            $ upper_server
              listening on 127.0.0.1:4071
            @connect a 127.0.0.1:4071          could not be done
        [wrong-output] @connect a 127.0.0.1:4071: nothing listens on 127.0.0.1:4071
    "#]]
    .assert_eq(&upper(play));
}

#[test]
fn no_answer() {
    let failed = StepDone::Failed { reason: "no line came on a".to_owned() };
    let play = connected().step().step_done(failed).stopped(Stopped::Deadline { after_ms: 5000 });
    expect![[r#"
          For 5.0 s the session waited for your program to send a line on connection a.
          It used 0.0 s of processor time: it waits.

            $ upper_server
              listening on 127.0.0.1:4071
            @connect a 127.0.0.1:4071
            @a> hello
            @a< HELLO          waited for
        [timed-out] For 5.0 s the session waited for your program to send a line on connection a. It used 0.0 s of processor time: it waits.
    "#]]
    .assert_eq(&upper(play));
}

#[test]
fn it_panics_while_it_is_waited_for() {
    let failed = StepDone::Failed { reason: "no line came on a".to_owned() };
    let stderr =
        "\nthread 'main' (1) panicked at exercises/sockets/upper_server/main.rs:20:5:\nnot implemented: answer\n";
    expect![[r#"
          It stops at unimplemented!() in main.rs:20.

            $ upper_server
              listening on 127.0.0.1:4071
            @connect a 127.0.0.1:4071
            @a> hello
        [wrong-exit] It stops at unimplemented!() in main.rs:20.
    "#]]
    .assert_eq(&upper(connected().step().step_done(failed).err(stderr).exit(101)));
}

#[test]
fn zombies_at_a_step() {
    let session = "$ no_zombies 3\nready\n@signal USR1\n3 children gone\n@zombies 0\n@signal TERM\n@died TERM\n";
    let case = Case::new("fork_wait/no_zombies", "three", session);
    let failed = StepDone::Failed { reason: "2 children have ended and were not waited for".to_owned() };
    let play = Play::new().out("ready\n").step().out("3 children gone\n").step_done(failed);
    expect![[r#"
          For 5.0 s the session waited for your program to wait for its children that
          had ended. It used 0.0 s of processor time: it waits.

            $ no_zombies 3
              ready
            @signal USR1
              3 children gone
            @zombies 0          waited for
        [zombie] For 5.0 s the session waited for your program to wait for its children that had ended. It used 0.0 s of processor time: it waits.
    "#]]
    .assert_eq(&case.told(&[play.stopped(Stopped::Deadline { after_ms: 5000 })]));
}

#[test]
fn input_by_hand() {
    let session = "@stdin\none two\nthree\n@end\n$ count_words -v\n3\n";
    let case = Case::new("sys/count_words", "readme", session);
    expect![[r#"
            $ count_words -v
            - 3        expected
            + 2        yours, line 1
        [wrong-output] line 1: expected '3', found '2'
    "#]]
    .assert_eq(&case.told(&[Play::new().out("2\n")]));
}
