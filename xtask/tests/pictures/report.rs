//! The picture under the message of a failing check.

use xtask::outcome::{CommandOutcome, Ended, Left, LeftState, Observed};
use xtask::report::{Painter, SubjectKind, explain};
use xtask::run::Outcome;
use xtask::verdict::judge;

use crate::record::{PARENT, Record};

/// What is said of a program that leaves a zombie: the message for scripts, and what a person sees.
fn told(id: &str, observed: Observed) -> (String, String) {
    let session = expect::parse("$ leaves 2\n").unwrap();
    let left = vec![Left { pid: 801, command: b"[leaves]".to_vec(), state: LeftState::Ended }];
    let words = vec![b"leaves".to_vec(), b"2".to_vec()];
    let run = CommandOutcome {
        observed,
        left,
        ended: Ended::Exited { code: 0 },
        ..CommandOutcome::not_started(vec![], words)
    };
    let outcome = Outcome { commands: vec![run], fault: None, wall_us: 3_000, supervisor_cpu_us: 1_000 };
    let judgement = judge(&session, &outcome, &[]).unwrap();
    let subject = explain::Subject { id, kind: SubjectKind::Exercise };
    let case = explain::Case { subject, name: "two", session: &session };
    let report = explain::explain(&case, &outcome, &judgement);
    (report.message, Painter::plain(80).paint(&report.body))
}

fn leaves_one() -> Observed {
    let record = Record::of(&["leaves", "2"]).forks(PARENT, 801).forks(PARENT, 802).exits(801, 0);
    Observed::Recorded(record.exits(802, 0).reaps(PARENT, 802, 20).over().recorded())
}

#[test]
fn it_stands_under_the_message() {
    let (message, body) = told("fork_wait/leaves", leaves_one());
    assert!(!message.contains('●'), "{message}");
    expect_test::expect![[r#"
        body
          1 child ended and was never waited for: pid 801.

            $ leaves 2

               ms  parent          child 1
                   pid 800         pid 801
              0.0  ├ runs leaves 2
              0.1  ├ forks ───────▸●
              0.3  │               ■ exits 0
              0.6  ■ exits 0       z zombie
              0.6                  ✗ never waited for
          By hand: cargo xtask run leaves -- 2   Stuck: cargo xtask hint leaves
    "#]]
    .assert_eq(&format!("body\n{body}"));
}

#[test]
fn only_where_it_helps() {
    let drawn = |id, observed| told(id, observed).1.contains('●');
    assert!(drawn("popen/leaves", leaves_one()));
    assert!(!drawn("sys/leaves", leaves_one()));
    assert!(!drawn("fork_wait/leaves", Observed::Unasked));
    assert!(!drawn("fork_wait/leaves", Observed::Refused { reason: "another tracer has it".into() }));
    let alone = Record::of(&["leaves", "2"]).over().recorded();
    assert!(!drawn("fork_wait/leaves", Observed::Recorded(alone)));
}
