//! A signal at every moment, and one at which it went wrong.

use expect_test::expect;
use hang::{HangKind, Place, SourceLine};
use trace::{FailingCall, Moment, Side};
use xtask::outcome::{FailedCall, HandlerCall, Meeting, Met, Stopped};

use crate::stage::{Case, Play};

const SESSION: &str = "$ no_no_no\nready {pid:pid}\n@signal INT {pid} at every moment\nno no no..\n";

fn case() -> Case<'static> {
    Case::new("signals/no_no_no", "every_moment", SESSION)
}

fn place(thread: &str, line: u32, inside: Option<&str>) -> Place {
    let line = SourceLine { file: "exercises/signals/no_no_no/main.rs".to_owned(), line, is_exact: true };
    Place { thread: thread.to_owned(), line: Some(line), inside: inside.map(str::to_owned) }
}

fn moment(tid: i32, call: libc::c_long, side: Side) -> Moment {
    Moment { pid: 812, tid, call, side }
}

fn met(moment: Moment, place: Option<Place>, handler: Option<HandlerCall>) -> Play {
    let met = Met { moments: 3, at: Some(Meeting { moment, place, handler }) };
    Play::new().out("ready 812\n").step().with(|run| run.met = Some(met))
}

fn deadline() -> Stopped {
    Stopped::Deadline { after_ms: 5_000 }
}

#[test]
fn inside_of_println() {
    let (write, before) = (moment(812, libc::SYS_write, Side::After), moment(812, libc::SYS_write, Side::Before));
    let handler = HandlerCall { call: before, place: place("main", 9, Some("println!")) };
    let play = met(write, Some(place("main", 14, Some("println!"))), Some(handler)).killed(libc::SIGABRT);
    expect![[r#"
        ✗ signals/no_no_no    Signaled in case every_moment

          SIGINT came while main was inside println! at main.rs:14: its write had just
          ended. Its handler went into println! at main.rs:9, too.
          Your program was killed by SIGABRT: it aborted.

            $ no_no_no
              ready 812
            @signal INT 812 at every moment
            - no no no..        expected next
          This moment again: cargo xtask check no_no_no --case every_moment --moment 3
          Stuck: cargo xtask hint no_no_no

    "#]]
    .assert_eq(&case().framed(&[play]));
}

#[test]
fn just_before_a_sleep() {
    let sentences = ["Your program waits at main.rs:22 for a signal that does not come."];
    let pause = met(moment(812, libc::SYS_rt_sigsuspend, Side::Before), Some(place("main", 22, None)), None);
    expect![[r#"
          SIGINT came in main just before sigsuspend at main.rs:22: too early to end it.
          After 5.0 s your program was still running, but nothing more had come.
          Your program waits at main.rs:22 for a signal that does not come.

            $ no_no_no
              ready 812
            @signal INT 812 at every moment
            - no no no..        expected next
        [timed-out] SIGINT came in main just before sigsuspend at main.rs:22: too early to end it. After 5.0 s your program was still running, but nothing more had come. Your program waits at main.rs:22 for a signal that does not come. Expected next: 'no no no..'
    "#]].assert_eq(&case().told(&[pause.hang(HangKind::Waiting, &sentences).stopped(deadline())]));
    let thread = place("a\x1b[1m", 31, None);
    let lock = met(moment(813, libc::SYS_futex, Side::Before), Some(thread), None).stopped(deadline());
    expect![[r#"
          SIGINT came in thread a\x1b[1m just before it would wait for another thread at
          main.rs:31.
          After 5.0 s your program was still running, but nothing more had come. It used
          0.0 s of processor time: it waits.

            $ no_no_no
              ready 812
            @signal INT 812 at every moment
            - no no no..        expected next
        [timed-out] SIGINT came in thread a\x1b[1m just before it would wait for another thread at main.rs:31. After 5.0 s your program was still running, but nothing more had come. It used 0.0 s of processor time: it waits. Expected next: 'no no no..'
    "#]].assert_eq(&case().told(&[lock]));
}

#[test]
fn where_nobody_knows_the_line() {
    let handler = HandlerCall { call: moment(812, libc::SYS_close, Side::Before), place: place("main", 9, None) };
    let close = met(moment(812, libc::SYS_close, Side::After), None, Some(handler)).out("no\n");
    expect![[r#"
          SIGINT came in main just after close. Its handler called close at main.rs:9.

            $ no_no_no
              ready 812
            @signal INT 812 at every moment
            - no no no..        expected
            + no                yours, line 2
          All before it is right.
        [wrong-output] SIGINT came in main just after close. Its handler called close at main.rs:9. line 2: expected 'no no no..', found 'no'
    "#]].assert_eq(&case().told(&[close]));
    let of_thread = met(moment(813, libc::SYS_close, Side::After), None, None).out("no\n");
    expect![[r#"
          SIGINT came in thread 813 just after close.

            $ no_no_no
              ready 812
            @signal INT 812 at every moment
            - no no no..        expected
            + no                yours, line 2
          All before it is right.
        [wrong-output] SIGINT came in thread 813 just after close. line 2: expected 'no no no..', found 'no'
    "#]]
    .assert_eq(&case().told(&[of_thread]));
}

#[test]
fn at_rest_it_is_told_only_where_nothing_was_done_after_it() {
    let waits = || met(moment(812, libc::SYS_wait4, Side::In), Some(place("main", 68, None)), None);
    let session =
        "$ no_no_no\nready {pid:pid}\n@signal INT {pid} at every moment\nno no no..\n@signal TERM\n@died TERM\n";
    let case = Case::new("signals/no_no_no", "every_moment", session);
    expect![[r#"
        ✗ signals/no_no_no    Signaled in case every_moment

          SIGINT came while main waited in waitpid at main.rs:68.
          Your program was killed by SIGINT, the signal that the session sent it; it
          should have been killed by SIGTERM.

            $ no_no_no
              ready 812
            @signal INT 812 at every moment
            - no no no..        expected next
          By hand: cargo xtask run no_no_no --case every_moment
          Stuck: cargo xtask hint no_no_no

    "#]]
    .assert_eq(&case.framed(&[waits().killed(libc::SIGINT)]));
    expect![[r#"
          Your program ended with exit code 3; it should have been killed by SIGTERM.

            $ no_no_no
              ...
            @signal INT 812 at every moment
              no no no..
            @signal TERM
        [wrong-exit] Your program ended with exit code 3; it should have been killed by SIGTERM.
    "#]]
    .assert_eq(&case.told(&[waits().out("no no no..\n").step().exit(3)]));
    let lock = met(moment(812, libc::SYS_futex, Side::In), None, None).exit(3);
    expect![[r#"
          SIGINT came while main waited for another thread.
          Your program ended with exit code 3; it should have been killed by SIGTERM.

            $ no_no_no
              ready 812
            @signal INT 812 at every moment
            - no no no..        expected next
        [wrong-exit] SIGINT came while main waited for another thread. Your program ended with exit code 3; it should have been killed by SIGTERM. Expected next: 'no no no..'
    "#]].assert_eq(&case.told(&[lock]));
}

#[test]
fn where_nothing_is_known_nothing_is_said_of_moments() {
    let play = Play::new().out("ready 812\n").step().with(|run| run.met = Some(Met { moments: 2, at: None }));
    expect![[r#"
        ✗ signals/no_no_no    WrongOutput in case every_moment

          Your program ended with exit code 0 after line 1; more is expected.

            $ no_no_no
              ready 812
            @signal INT 812 at every moment
            - no no no..        expected next
          All before it is right.
          By hand: cargo xtask run no_no_no --case every_moment
          Stuck: cargo xtask hint no_no_no

    "#]]
    .assert_eq(&case().framed(&[play]));
}

#[test]
fn a_call_that_was_made_to_fail() {
    let case = Case::new(
        "fork_wait/fork_sum",
        "too_few",
        "@fails fork EAGAIN at 3\n$ fork_sum 4\n@not total {..}\n...\n2> {..}\n@exit 1\n",
    );
    let failed =
        |number: u32, place: Option<Place>| FailedCall { call: FailingCall::Fork, errno: libc::EAGAIN, number, place };
    let once = Play::new().with(|run| run.failed = vec![failed(3, Some(place("main", 74, None)))]);
    expect![[r#"
        ✗ fork_wait/fork_sum    WrongOutput in case too_few

          The 3rd fork, at main.rs:74, was made to fail with EAGAIN.
          No line like this may appear: total {..}

            $ fork_sum 4
            + total 7        yours, line 1
          By hand: cargo xtask run fork_sum --case too_few
          Stuck: cargo xtask hint fork_sum

    "#]]
    .assert_eq(&case.framed(&[once.out("total 7\n")]));
    let more = Play::new().with(|run| run.failed = vec![failed(1, None), failed(2, None)]);
    expect![[r#"
          The 1st fork was made to fail with EAGAIN, and so were later ones.
          Your program ended with exit code 0; exit code 1 is expected.

            $ fork_sum 4
              2> fork_sum: no
        [wrong-exit] The 1st fork was made to fail with EAGAIN, and so were later ones. Your program ended with exit code 0; exit code 1 is expected.
    "#]].assert_eq(&case.told(&[more.err("fork_sum: no\n")]));
}
