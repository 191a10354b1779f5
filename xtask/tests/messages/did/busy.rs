//! BusyWait: waiting that does not wait.

use expect_test::expect;
use xtask::outcome::{Restless, Stopped};

use super::story::Story;
use crate::stage::{Case, Play};

fn told(session: &str, story: Story) -> String {
    Case::new("sys/timeout", "slow", session).told(&[story.play("done\n")])
}

#[test]
fn asking_again_and_again() {
    let session = "$ timeout 1\ndone\n";
    expect![[r#"
          Your program asked 5,000 times in a row whether something had happened, for
          40 ms, without waiting for it.

            $ timeout 1
              done
        [busy-wait] Your program asked 5,000 times in a row whether something had happened, for 40 ms, without waiting for it.
    "#]].assert_eq(&told(session, Story::begin().polls(0, 5_000, 0)));
    expect![[r#"
          Your program asked 121 times in a row whether something had happened, and
          slept about 10 ms after each. A thread that waits can be woken when it
          happens.

            $ timeout 1
              done
        [busy-wait] Your program asked 121 times in a row whether something had happened, and slept about 10 ms after each. A thread that waits can be woken when it happens.
    "#]].assert_eq(&told(session, Story::begin().polls(120, 121, 1_200_000)));
}

#[test]
fn naps_alone_where_the_case_forbids_them() {
    let session = "$ timeout 1\n@did no busy wait\ndone\n";
    expect![[r#"
          Your program slept 120 times in a row, about 10 ms each time, and did nothing
          else in between. A thread that waits can be woken when it happens.

            $ timeout 1
              done
        [busy-wait] Your program slept 120 times in a row, about 10 ms each time, and did nothing else in between. A thread that waits can be woken when it happens.
    "#]].assert_eq(&told(session, Story::begin().polls(120, 0, 1_200_000)));
}

#[test]
fn running_on_before_a_step() {
    let case = Case::new("sys/ready", "one", "$ ready\nready\n@signal INT\ndone\n");
    let restless =
        |play: Play| play.with(|run| run.restless = vec![Restless { phase: 0, ran_us: 990_000, looked_us: 1_010_000 }]);
    let play = restless(Play::new().out("ready\n").step().out("done\n"));
    expect![[r#"
          Your program should wait for SIGINT, but it ran all the while, for 990 ms.

            $ ready
              ready
            @signal INT
              done
        [busy-wait] Your program should wait for SIGINT, but it ran all the while, for 990 ms.
    "#]]
    .assert_eq(&case.told(&[play]));
    // It never ends, for that reason perhaps.
    let play = restless(Play::new().out("ready\n").step().stopped(Stopped::Deadline { after_ms: 5_000 }));
    expect![[r#"
          Your program should wait for SIGINT, but it ran all the while, for 990 ms.

            $ ready
              ready
            @signal INT
        [busy-wait] Your program should wait for SIGINT, but it ran all the while, for 990 ms.
    "#]]
    .assert_eq(&case.told(&[play]));
    // A wrong line speaks first.
    let play = restless(Play::new().out("ready\n").step().out("dome\n"));
    assert!(case.told(&[play]).contains("[wrong-output]"));
}
