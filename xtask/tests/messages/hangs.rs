//! It does not end, and who waits for whom is known.

use expect_test::expect;
use hang::HangKind;
use xtask::outcome::Stopped;

use crate::stage::{Case, Play};

fn deadline() -> Stopped {
    Stopped::Deadline { after_ms: 5000 }
}

#[test]
fn a_deadlock() {
    let case = Case::new("sync/dinner", "two_diners", "$ dinner\nplato has the fork\nkant has the knife\nplato eats\n");
    let sentences = [
        "plato holds the lock taken at main.rs:14 and waits at main.rs:15 for the one that kant holds.",
        "kant holds the lock taken at main.rs:24 and waits at main.rs:25 for the one that plato holds.",
        "main waits at main.rs:31 for plato to end.",
    ];
    let play = Play::new().out("plato has the fork\nkant has the knife\n").hang(HangKind::Deadlock, &sentences);
    expect![[r#"
          After 5.0 s your program was still running, but nothing more had come.
          plato holds the lock taken at main.rs:14 and waits at main.rs:15 for the one
          that kant holds.
          kant holds the lock taken at main.rs:24 and waits at main.rs:25 for the one
          that plato holds.
          main waits at main.rs:31 for plato to end.

            $ dinner
              plato has the fork
              kant has the knife
            - plato eats        expected next
        [deadlock] After 5.0 s your program was still running, but nothing more had come. plato holds the lock taken at main.rs:14 and waits at main.rs:15 for the one that kant holds. kant holds the lock taken at main.rs:24 and waits at main.rs:25 for the one that plato holds. main waits at main.rs:31 for plato to end. Expected next: 'plato eats'
    "#]].assert_eq(&case.told(&[play.stopped(deadline())]));
}

#[test]
fn a_pipe_that_never_ends() {
    let case = Case::new("popen/shell_filter", "hello", "$ shell_filter\nHELLO\n");
    let sentences = [
        "tr (pid 913) reads its stdin, and the write end of that pipe is open in your program (pid 912) as fd 4.",
        "Your program (pid 912) waits at main.rs:20 in waitpid for tr (pid 913), so neither can go on.",
    ];
    let play = Play::new().hang(HangKind::Deadlock, &sentences).stopped(deadline());
    expect![[r#"
          After 5.0 s your program was still running and had printed nothing.
          tr (pid 913) reads its stdin, and the write end of that pipe is open in your
          program (pid 912) as fd 4.
          Your program (pid 912) waits at main.rs:20 in waitpid for tr (pid 913), so
          neither can go on.

            $ shell_filter
            - HELLO        expected next
        [deadlock] After 5.0 s your program was still running and had printed nothing. tr (pid 913) reads its stdin, and the write end of that pipe is open in your program (pid 912) as fd 4. Your program (pid 912) waits at main.rs:20 in waitpid for tr (pid 913), so neither can go on. Expected next: 'HELLO'
    "#]].assert_eq(&case.told(&[play]));
}

#[test]
fn a_busy_wait() {
    let case = Case::new("threads/stop_flag", "readme", "$ stop_flag\nready\nstopped\n");
    let sentence = "worker sleeps for 2 ms at main.rs:9, over and over (it woke up 41 times in 84 ms).";
    let play = Play::new().out("ready\n").hang(HangKind::BusyWait, &[sentence]).stopped(deadline()).took(5100, 40);
    expect![[r#"
          After 5.0 s your program was still running, but nothing more had come.
          worker sleeps for 2 ms at main.rs:9, over and over (it woke up 41 times in 84
          ms).

            $ stop_flag
              ready
            - stopped        expected next
        [busy-wait] After 5.0 s your program was still running, but nothing more had come. worker sleeps for 2 ms at main.rs:9, over and over (it woke up 41 times in 84 ms). Expected next: 'stopped'
    "#]].assert_eq(&case.told(&[play]));
}

#[test]
fn a_busy_wait_that_prints_is_none() {
    let case = Case::new("threads/ticker", "readme", "$ ticker\n...\nenough\n");
    let sentence = "Your program sleeps for 100 ms at main.rs:9, over and over (it woke up 2 times in 220 ms).";
    let ticks = |play: Play| play.out("tick\n").out("tick\n").out("tick\n").hang(HangKind::BusyWait, &[sentence]);
    // Up to the end, as it is with a pace; or long ago.
    expect![[r#"
          After 500 ms your program was still running, but nothing more had come.
          Your program sleeps for 100 ms at main.rs:9, over and over (it woke up 2 times
          in 220 ms).

            $ ticker
              tick
              tick
              tick
            - enough        expected next
        [timed-out] After 500 ms your program was still running, but nothing more had come. Your program sleeps for 100 ms at main.rs:9, over and over (it woke up 2 times in 220 ms). Expected next: 'enough'
    "#]].assert_eq(&case.told(&[ticks(Play::new()).stopped(Stopped::Deadline { after_ms: 500 })]));
    expect![[r#"
          After 5.0 s your program was still running, but nothing more had come.
          Your program sleeps for 100 ms at main.rs:9, over and over (it woke up 2 times
          in 220 ms).

            $ ticker
              tick
              tick
              tick
            - enough        expected next
        [busy-wait] After 5.0 s your program was still running, but nothing more had come. Your program sleeps for 100 ms at main.rs:9, over and over (it woke up 2 times in 220 ms). Expected next: 'enough'
    "#]].assert_eq(&case.told(&[ticks(Play::new()).stopped(deadline())]));
}

#[test]
fn a_computation() {
    let case = Case::new("threads/parallel_sum", "readme", "$ parallel_sum 2\ntotal 500500\n");
    let sentence = "Your program runs all the time near main.rs:12 and waits for nothing (79 of 80 ms on a processor).";
    let play = Play::new().hang(HangKind::Computing, &[sentence]).stopped(deadline()).took(5100, 4900);
    expect![[r#"
          After 5.0 s your program was still running and had printed nothing.
          Your program runs all the time near main.rs:12 and waits for nothing (79 of
          80 ms on a processor).

            $ parallel_sum 2
            - total 500500        expected next
        [timed-out] After 5.0 s your program was still running and had printed nothing. Your program runs all the time near main.rs:12 and waits for nothing (79 of 80 ms on a processor). Expected next: 'total 500500'
    "#]].assert_eq(&case.told(&[play]));
}

#[test]
fn all_is_there_but_it_does_not_end() {
    let case =
        Case::new("sockets/once", "readme", "$ once\nready {port:port}\n@connect a 127.0.0.1:{port}\n@a> hello\nbye\n");
    let sentence = "Your program waits at main.rs:12 for a client on port 40123.";
    let play = Play::new().out("ready 40123\n").step().step().out("bye\n").hang(HangKind::Waiting, &[sentence]);
    expect![[r#"
          All that is expected has come, but after 5.0 s your program had not ended.
          Your program waits at main.rs:12 for a client on port 40123.

            $ once
              ...
            @connect a 127.0.0.1:40123
            @a> hello
              bye
        [timed-out] All that is expected has come, but after 5.0 s your program had not ended. Your program waits at main.rs:12 for a client on port 40123.
    "#]].assert_eq(&case.told(&[play.stopped(deadline())]));
}

#[test]
fn a_step_that_is_waited_for() {
    let case = Case::new("fork_wait/no_zombies", "readme", "$ no_zombies\nready\n@zombies 0\nclean\n");
    let sentence = "The parent (pid 912) sleeps for 600 s at main.rs:10, while its child (pid 913) has ended and is not waited for.";
    let play = Play::new().out("ready\n").hang(HangKind::Waiting, &[sentence]).stopped(deadline());
    expect![[r#"
          For 5.0 s the session waited for your program to wait for its children that
          had ended.
          The parent (pid 912) sleeps for 600 s at main.rs:10, while its child (pid 913)
          has ended and is not waited for.

            $ no_zombies
              ready
            @zombies 0          waited for
        [zombie] For 5.0 s the session waited for your program to wait for its children that had ended. The parent (pid 912) sleeps for 600 s at main.rs:10, while its child (pid 913) has ended and is not waited for.
    "#]].assert_eq(&case.told(&[play]));
}

#[test]
fn within_a_time() {
    let case = Case::new("signals/alarm", "readme", "$ alarm\nready\n@signal ALRM\n@within 200ms\nwake up\n");
    let play = Play::new().out("ready\n").step().stopped(Stopped::Within { phase: 1, limit_ms: 200 });
    let play = play.hang(HangKind::Waiting, &["Your program waits at main.rs:8 for a signal that does not come."]);
    expect![[r#"
          This line should have come within 200 ms.
          Your program waits at main.rs:8 for a signal that does not come.

            $ alarm
              ready
            @signal ALRM
            - wake up        expected next
        [timed-out] This line should have come within 200 ms. Your program waits at main.rs:8 for a signal that does not come. Expected next: 'wake up'
    "#]].assert_eq(&case.told(&[play]));
}

#[test]
fn many_who_wait_and_names_that_are_nobodys() {
    let case = Case::new("sync/dinner", "ten", "$ dinner\nplato eats\n");
    let sentence = |number: u32| {
        format!(
            "\u{1b}[31mdiner {number} holds the lock taken at main.rs:14 and waits at main.rs:15 for the one that \
             \u{7}diner {} holds.",
            number + 1
        )
    };
    let all: Vec<String> = (0..8).map(sentence).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    expect![[r#"
          After 5.0 s your program was still running and had printed nothing.
          \x1b[31mdiner 0 holds the lock taken at main.rs:14 and waits at main.rs:15 for
          the one that \x07diner 1 holds.
          \x1b[31mdiner 1 holds the lock taken at main.rs:14 and waits at main.rs:15 for
          the one that \x07diner 2 holds.
          \x1b[31mdiner 2 holds the lock taken at main.rs:14 and waits at main.rs:15 for
          the one that \x07diner 3 holds.
          \x1b[31mdiner 3 holds the lock taken at main.rs:14 and waits at main.rs:15 for
          the one that \x07diner 4 holds.
          And 4 more.

            $ dinner
            - plato eats        expected next
        [deadlock] After 5.0 s your program was still running and had printed nothing. \x1b[31mdiner 0 holds the lock taken at main.rs:14 and waits at main.rs:15 for the one that \x07diner 1 holds. \x1b[31mdiner 1 holds the lock taken at main.rs:14 and waits at main.rs:15 for the one that \x07diner 2 holds. \x1b[31mdiner 2 holds the lock taken at main.rs:14 and waits at main.rs:15 for the one that \x07diner 3 holds. \x1b[31mdiner 3 holds the lock taken at main.rs:14 and waits at main.rs:15 for the one that \x07diner 4 holds. And 4 more. Expected next: 'plato eats'
    "#]].assert_eq(&case.told(&[Play::new().hang(HangKind::Deadlock, &all).stopped(deadline())]));
}
