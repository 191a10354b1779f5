//! The part around the trouble, and where everybody stood.

use expect_test::expect;
use hang::{Explanation, HangKind, SourceLine, Wait};
use trace::{Pid, Recorded};
use xtask::picture::{Focus, Picture};

use crate::record::{PARENT, Record, cut, drawn};

fn wait(process: Pid, thread: Pid, name: &str, line: u32, what: &str) -> Wait {
    let place = Some(SourceLine { file: "src/main.rs".into(), line, is_exact: true });
    Wait { process, thread, name: name.into(), place, called_at: None, what: what.into(), whom: Vec::new() }
}

fn diners() -> (Recorded, Explanation) {
    let record = Record::of(&["dinner"]).starts(PARENT, 801).starts(PARENT, 802).recorded();
    let waits = vec![
        wait(PARENT, PARENT, "main", 40, "waits for plato to end"),
        wait(PARENT, 801, "plato", 15, "waits for the lock that kant holds"),
        wait(PARENT, 802, "kant", 25, "waits for the lock that plato holds"),
    ];
    (record, Explanation { kind: HangKind::Deadlock, sentences: Vec::new(), waits })
}

#[test]
fn two_diners() {
    let (recorded, hang) = diners();
    expect![[r#"
        80 columns
             ms  main                   plato                   kant
                 pid 800                pid 801                 pid 802
            0.0  ├ runs dinner
            0.1  ├ starts ─────────────▸●
            0.2  ├ starts ──────────────┼──────────────────────▸●
                 ⧗ waits at main.rs:40  ⧗ waits at main.rs:15   ⧗ waits at main.rs:25
                 │ for plato to end     │ for the lock that     │ for the lock that
                 │                      │ kant holds            │ plato holds
    "#]]
    .assert_eq(&drawn(&Picture::of(&recorded, Some(&hang)), 80));
}

#[test]
fn one_zombie_of_twenty() {
    let record = (1..=20).fold(Record::of(&["no_zombies", "20"]), |record, n| {
        let record = record.forks(PARENT, PARENT + n).writes(PARENT + n, "x\n").exits(PARENT + n, 0);
        if n == 7 { record } else { record.reaps(PARENT, PARENT + n, 10) }
    });
    expect![[r#"
        80 columns
             ms  parent               child 7
                 pid 800              pid 807
            0.0  ├ runs no_zombies 20
            2.5  ├ forks ────────────▸●
            2.6  │                    ├ "x"
            2.7  │                    ■ exits 0
            8.0  ■ exits 0            z zombie
            8.0                       ✗ never waited for
    "#]]
    .assert_eq(&cut(&record.over().picture(), Focus::LeftBehind, 16));
}

#[test]
fn the_end_of_a_long_run() {
    let record = (0..40).fold(Record::of(&["talks"]).forks(PARENT, 801), |record, n| {
        record.writes(PARENT, &format!("ping {n}\n")).writes(801, &format!("pong {n}\n"))
    });
    let picture = record.picture();
    expect![[r#"
        80 columns
             ms  parent          child
                 pid 800         pid 801
            0.0  ├ runs talks
            0.1  ├ forks ───────▸●
           … 74  │               │
            7.6  ├ "ping 37"     │
            7.7  │               ├ "pong 37"
            7.8  ├ "ping 38"     │
            7.9  │               ├ "pong 38"
            8.0  ├ "ping 39"     │
            8.1  │               ├ "pong 39"
                 ⧗ still running ⧗ still running
    "#]]
    .assert_eq(&cut(&picture, Focus::End, 12));
    expect![[r#"
        80 columns
             ms  parent          child
                 pid 800         pid 801
            0.0  ├ runs talks
            0.1  ├ forks ───────▸●
            0.2  ├ "ping 0"      │
           … 76  │               │
            7.9  │               ├ "pong 38"
            8.0  ├ "ping 39"     │
            8.1  │               ├ "pong 39"
                 ⧗ still running ⧗ still running
    "#]]
    .assert_eq(&cut(&picture, Focus::Whole, 10));
    for most_lines in 5..20 {
        cut(&picture, Focus::LeftBehind, most_lines);
    }
}

#[test]
fn what_is_worth_a_look() {
    assert!(!Record::of(&["greet"]).writes(PARENT, "hello\n").over().picture().is_worth_a_look());
    assert!(Record::of(&["greet"]).kills(PARENT, PARENT, libc::SIGUSR1).over().picture().is_worth_a_look());
    assert!(Record::of(&["greet"]).forks(PARENT, 801).over().picture().is_worth_a_look());
}
