//! What is left behind, and files.

use expect_test::expect;
use xtask::outcome::LeftState;

use crate::stage::{Case, Play};

#[test]
fn an_orphan() {
    let case = Case::new("fork_wait/timeout", "too_slow", "$ timeout 1 sleep 5\n@exit 124\n");
    let play = Play::new().exit(124).left(933, "sleep 5", LeftState::Running);
    expect![[r#"
          Your program ended with exit code 124, as it should, but sleep 5 (pid 933) was
          still running. It has been stopped.

            $ timeout 1 sleep 5
        [orphan] Your program ended with exit code 124, as it should, but sleep 5 (pid 933) was still running. It has been stopped.
    "#]].assert_eq(&case.told(&[play]));
}

#[test]
fn many_orphans() {
    let case = Case::new("fork_wait/timeout", "too_slow", "$ timeout 1 sleep 5\n@exit 124\n");
    let play = (0..5).fold(Play::new().exit(124), |play, n| play.left(933 + n, "sleep 5", LeftState::Running));
    expect![[r#"
          Your program ended with exit code 124, as it should, but sleep 5 (pid 933),
          sleep 5 (pid 934), sleep 5 (pid 935) and 2 more were still running. They have
          been stopped.

            $ timeout 1 sleep 5
        [orphan] Your program ended with exit code 124, as it should, but sleep 5 (pid 933), sleep 5 (pid 934), sleep 5 (pid 935) and 2 more were still running. They have been stopped.
    "#]].assert_eq(&case.told(&[play]));
}

#[test]
fn zombies() {
    let case = Case::new("fork_wait/no_zombies", "twenty_clients", "$ no_zombies 20\n");
    let one = Play::new().left(815, "[no_zombies]", LeftState::Ended);
    expect![[r#"
          1 child ended and was never waited for: pid 815.

            $ no_zombies 20
        [zombie] 1 child ended and was never waited for: pid 815.
    "#]]
    .assert_eq(&case.told(&[one]));
    let twelve = (0..12).fold(Play::new(), |play, n| play.left(815 + n, "[no_zombies]", LeftState::Ended));
    expect![[r#"
          12 children ended and were never waited for: pids 815, 816, 817, 818, 819,
          820, 821, 822, and 4 more.

            $ no_zombies 20
        [zombie] 12 children ended and were never waited for: pids 815, 816, 817, 818, 819, 820, 821, 822, and 4 more.
    "#]]
    .assert_eq(&case.told(&[twelve]));
}

#[test]
fn what_is_no_file() {
    let case = Case::new("sys/tee_err", "log", "$ tee_err\n@wrote error.log\nfirst\n@end\n");
    let fifo = Play::new()
        .file("error.log", Some(""))
        .with(|run| run.no_files.push(("error.log".to_owned(), "a FIFO".to_owned())));
    expect![[r#"
          After the run error.log is a FIFO, where a file is expected.

            $ tee_err
        [wrong-output] After the run error.log is a FIFO, where a file is expected.
    "#]]
    .assert_eq(&case.told(&[fifo]));
}

#[test]
fn files_after_the_run() {
    let session = "$ tee_err\nback to normal\n@wrote error.log\nfirst\nsecond\n@end\n@absent scratch\n";
    let case = Case::new("sys/tee_err", "log", session);
    let play = |log, scratch| [Play::new().out("back to normal\n").file("error.log", log).file("scratch", scratch)];
    expect![[r#"
            $ tee_err
            the file error.log:
              first
            - second        expected
            + sekond        line 2 of the file
          All before it is right.
        [wrong-output] file error.log, line 2: expected 'second', found 'sekond'
    "#]]
    .assert_eq(&case.told(&play(Some("first\nsekond\n"), None)));
    expect![[r#"
          The file error.log ends after 1 line; more is expected.

            $ tee_err
            the file error.log:
              first
            - second        expected next
          All before it is right.
        [wrong-output] The file error.log ends after 1 line; more is expected. Expected next: 'second'
    "#]]
    .assert_eq(&case.told(&play(Some("first\n"), None)));
    expect![[r#"
          Line 2 of the file error.log is right, but the newline at its end is missing.

            $ tee_err
            the file error.log:
              first
            + second        line 2, without a newline
        [wrong-output] Line 2 of the file error.log is right, but the newline at its end is missing.
    "#]]
    .assert_eq(&case.told(&play(Some("first\nsecond"), None)));
    expect![[r#"
          After the run there is no file error.log in the working folder.

            $ tee_err
              back to normal
        [wrong-output] After the run there is no file error.log in the working folder.
    "#]]
    .assert_eq(&case.told(&play(None, None)));
    expect![[r#"
          After the run the file scratch is still in the working folder, where it should
          be gone.

            $ tee_err
              back to normal
        [wrong-output] After the run the file scratch is still in the working folder, where it should be gone.
    "#]]
    .assert_eq(&case.told(&play(Some("first\nsecond\n"), Some(""))));
}
