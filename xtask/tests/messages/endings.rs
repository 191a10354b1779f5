//! It ended, but not as it should; or it did not end.

use expect_test::expect;
use xtask::outcome::Stopped;

use crate::stage::{Case, Play};

const OVERFLOW: &str = "$ usage_int 9223372036854775807\n2> usage_int: too large\n@exit 2\n";

fn overflow(play: Play) -> String {
    Case::new("sys/usage_int", "overflow", OVERFLOW).told(&[play])
}

fn deadline() -> Stopped {
    Stopped::Deadline { after_ms: 5000 }
}

#[test]
fn a_panic() {
    let stderr = "\nthread 'main' (4711) panicked at exercises/sys/usage_int/main.rs:12:21:\n\
                  attempt to multiply with overflow\n\
                  note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";
    expect![[r#"
          Your program panicked at main.rs:12: attempt to multiply with overflow. A
          panic means exit code 101; exit code 2 is expected.

            $ usage_int 9223372036854775807
              2> thread 'main' (4711) panicked at exercises/sys/usage_int/main.rs:12:21:
              2> attempt to multiply with overflow
        [wrong-exit] Your program panicked at main.rs:12: attempt to multiply with overflow. A panic means exit code 101; exit code 2 is expected.
    "#]].assert_eq(&overflow(Play::new().err(stderr).exit(101)));
}

#[test]
fn nothing_there_yet() {
    let case = Case::new("sys/usage_int", "readme", "$ usage_int 21\n42\n");
    let stderr = "\nthread 'main' (4711) panicked at exercises/sys/usage_int/main.rs:12:5:\nnot yet implemented\n\
                  note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";
    expect![[r#"
          It stops at todo!() in main.rs:12.

            $ usage_int 21
            - 42        expected next
        [wrong-exit] It stops at todo!() in main.rs:12. Expected next: '42'
    "#]]
    .assert_eq(&case.told(&[Play::new().err(stderr).exit(101)]));
}

#[test]
fn another_exit_code() {
    expect![[r#"
          Your program ended with exit code 1; exit code 2 is expected.

            $ usage_int 9223372036854775807
              2> usage_int: too large
        [wrong-exit] Your program ended with exit code 1; exit code 2 is expected.
    "#]]
    .assert_eq(&overflow(Play::new().err("usage_int: too large\n").exit(1)));
}

#[test]
fn an_error_that_main_returned() {
    let case = Case::new("sys/usage_int", "readme", "$ usage_int 21\n42\n");
    let play = Play::new().err("Error: ParseIntError { kind: InvalidDigit }\n").exit(1);
    expect![[r#"
          Your program ended with exit code 1; exit code 0 is expected.

            $ usage_int 21
              2> Error: ParseIntError { kind: InvalidDigit }
            - 42        expected next
        [wrong-exit] Your program ended with exit code 1; exit code 0 is expected. Expected next: '42'
    "#]]
    .assert_eq(&case.told(&[play]));
}

#[test]
fn it_lives_where_it_should_die() {
    let case = Case::new("signals/broken_pipe", "default", "$ broken_pipe default\nready\n@hangup\n@died PIPE\n");
    expect![[r#"
          Your program ended with exit code 0; it should have been killed by SIGPIPE.

            $ broken_pipe default
              ready
            @hangup
        [wrong-exit] Your program ended with exit code 0; it should have been killed by SIGPIPE.
    "#]]
    .assert_eq(&case.told(&[Play::new().out("ready\n").step()]));
}

#[test]
fn killed_by_a_signal() {
    let case = Case::new("sys/usage_int", "readme", "$ usage_int 21\n42\n");
    expect![[r#"
          Your program was killed by SIGSEGV: it touched memory that is not its own.

            $ usage_int 21
            - 42        expected next
        [signaled] Your program was killed by SIGSEGV: it touched memory that is not its own. Expected next: '42'
    "#]]
    .assert_eq(&case.told(&[Play::new().killed(libc::SIGSEGV)]));
    let overflowed = "\nthread 'main' (7) has overflowed its stack\nfatal runtime error: stack overflow, aborting\n";
    expect![[r#"
          Your program was killed by SIGABRT: its stack overflowed, as in a recursion
          without an end.

            $ usage_int 21
              2> thread 'main' (7) has overflowed its stack
              2> fatal runtime error: stack overflow, aborting
            - 42        expected next
        [signaled] Your program was killed by SIGABRT: its stack overflowed, as in a recursion without an end. Expected next: '42'
    "#]].assert_eq(&case.told(&[Play::new().err(overflowed).killed(libc::SIGABRT)]));
}

#[test]
fn killed_by_the_signal_that_the_session_sent() {
    let case = Case::new(
        "signals/no_no_no",
        "readme",
        "$ no_no_no\nready\n@signal INT\nno no no..\n@signal TERM\n@died TERM\n",
    );
    expect![[r#"
          Your program was killed by SIGINT, the signal that the session sent it; it
          should have been killed by SIGTERM.

            $ no_no_no
              ready
            @signal INT
            - no no no..        expected next
        [signaled] Your program was killed by SIGINT, the signal that the session sent it; it should have been killed by SIGTERM. Expected next: 'no no no..'
    "#]].assert_eq(&case.told(&[Play::new().out("ready\n").step().killed(libc::SIGINT)]));
}

#[test]
fn time_is_up_in_the_midst() {
    let case = Case::new("sync/dinner", "two_diners", "$ dinner\nplato has the fork\nkant has the knife\nplato eats\n");
    let play = Play::new().out("plato has the fork\nkant has the knife\n").stopped(deadline());
    expect![[r#"
          After 5.0 s your program was still running, but nothing more had come. It used
          0.0 s of processor time: it waits.

            $ dinner
              plato has the fork
              kant has the knife
            - plato eats        expected next
        [timed-out] After 5.0 s your program was still running, but nothing more had come. It used 0.0 s of processor time: it waits. Expected next: 'plato eats'
    "#]]
    .assert_eq(&case.told(&[play]));
    expect![[r#"
          After 5.0 s your program was still running and had printed nothing. It used
          0.0 s of processor time: it waits.

            $ dinner
            - plato has the fork        expected next
        [timed-out] After 5.0 s your program was still running and had printed nothing. It used 0.0 s of processor time: it waits. Expected next: 'plato has the fork'
    "#]]
    .assert_eq(&case.told(&[Play::new().stopped(deadline())]));
}

#[test]
fn time_is_up_though_all_is_there() {
    let case = Case::new("threads/parallel_sum", "readme", "$ parallel_sum 2\ntotal 500500\n");
    expect![[r#"
          All that is expected has come, but after 5.0 s your program had not ended. It
          used 0.0 s of processor time: it waits.

            $ parallel_sum 2
              total 500500
        [timed-out] All that is expected has come, but after 5.0 s your program had not ended. It used 0.0 s of processor time: it waits.
    "#]]
    .assert_eq(&case.told(&[Play::new().out("total 500500\n").stopped(deadline())]));
}

#[test]
fn time_is_up_and_a_newline_is_missing() {
    let case = Case::new("signals/no_no_no", "readme", "$ no_no_no\nready\n@signal INT\nno no no..\n");
    expect![[r#"
          After 5.0 s your program was still running, but nothing more had come. It used
          0.0 s of processor time: it waits. The last text has no newline, so it is not
          a line yet.

            $ no_no_no
              ready        no newline yet
            - ready        expected next
            @signal INT
        [timed-out] After 5.0 s your program was still running, but nothing more had come. It used 0.0 s of processor time: it waits. The last text has no newline, so it is not a line yet. Expected next: 'ready'
    "#]].assert_eq(&case.told(&[Play::new().out("ready").stopped(deadline())]));
}

#[test]
fn time_is_up_within() {
    let case = Case::new("signals/alarm", "readme", "$ alarm\nready\n@signal ALRM\n@within 200ms\nwake up\n");
    let play = Play::new().out("ready\n").step().stopped(Stopped::Within { phase: 1, limit_ms: 200 });
    expect![[r#"
          This line should have come within 200 ms.

            $ alarm
              ready
            @signal ALRM
            - wake up        expected next
        [timed-out] This line should have come within 200 ms. Expected next: 'wake up'
    "#]]
    .assert_eq(&case.told(&[play]));
}

#[test]
fn too_much_of_everything() {
    let case = Case::new("popen/pipeline3", "readme", "$ pipeline3\n...\ndone\n");
    let stopped = |stopped| case.told(&[Play::new().out("y\ny\ny\ny\ny\n").stopped(stopped)]);
    expect![[r#"
          Your program printed more than 1 MiB, or 65536 lines, and was stopped. These
          are the last lines.

            $ pipeline3
              ...
              y
              y
              y
        [output-limit] Your program printed more than 1 MiB, or 65536 lines, and was stopped. These are the last lines.
    "#]]
    .assert_eq(&stopped(Stopped::OutputLimit { bytes: 1 << 20 }));
    expect![[r#"
          Your program and its children asked for more than 512 MiB of memory and were
          stopped.

            $ pipeline3
              ...
              y
              y
              y
        [memory-limit] Your program and its children asked for more than 512 MiB of memory and were stopped.
    "#]]
    .assert_eq(&stopped(Stopped::MemoryLimit { bytes: 512 << 20 }));
    expect![[r#"
          More than 64 processes were alive at once; all of them were stopped. Do the
          children leave the loop that forks, or do they fork as well?

            $ pipeline3
              ...
              y
              y
              y
        [process-limit] More than 64 processes were alive at once; all of them were stopped. Do the children leave the loop that forks, or do they fork as well?
    "#]].assert_eq(&stopped(Stopped::ProcessLimit { processes: 64 }));
    let what = "it sent a signal to everybody, to the runner or to the supervisor".to_owned();
    expect![[r#"
          Your program did what no program may do here, and was stopped: it sent a
          signal to everybody, to the runner or to the supervisor

            $ pipeline3
              ...
              y
              y
              y
        [forbidden] Your program did what no program may do here, and was stopped: it sent a signal to everybody, to the runner or to the supervisor
    "#]].assert_eq(&stopped(Stopped::Forbidden { what }));
    expect![[r#"
          The files in the working folder grew to more than 128 MiB together, and your
          program was stopped. When does the loop that writes them end?

            $ pipeline3
              ...
              y
              y
              y
        [output-limit] The files in the working folder grew to more than 128 MiB together, and your program was stopped. When does the loop that writes them end?
    "#]].assert_eq(&stopped(Stopped::FolderLimit { bytes: 128 << 20 }));
    let threads = Stopped::ThreadLimit { threads: Some(253), bytes: 512 << 20 };
    expect![[r#"
          Your program could not start another thread: 253 were running, and the stacks
          of all threads count to the 512 MiB of memory that it may use. How many
          threads does it need at once?

            $ pipeline3
              ...
              y
              y
              y
        [process-limit] Your program could not start another thread: 253 were running, and the stacks of all threads count to the 512 MiB of memory that it may use. How many threads does it need at once?
    "#]].assert_eq(&stopped(threads));
    expect![[r#"
          Your program could not start another thread: the stacks of all threads count
          to the 512 MiB of memory that it may use. How many threads does it need at
          once?

            $ pipeline3
              ...
              y
              y
              y
        [process-limit] Your program could not start another thread: the stacks of all threads count to the 512 MiB of memory that it may use. How many threads does it need at once?
    "#]].assert_eq(&stopped(Stopped::ThreadLimit { threads: None, bytes: 512 << 20 }));
}

/// A log and a CI server get a message of this length at most, with what is left out told.
#[test]
fn a_message_has_a_cap() {
    let case = Case::new("popen/pipeline3", "readme", "$ pipeline3\ndone\n");
    let what = format!("{}\n", "é".repeat(400)).repeat(30);
    let message = case.explain(&[Play::new().stopped(Stopped::Forbidden { what })]).message;
    assert_eq!(message.split_once('…').map(|(told, _)| told.len()), Some(8_000), "{message}");
    expect!["… (16092 more bytes)"].assert_eq(&message[8_000..]);
}
