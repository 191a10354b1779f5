//! Records that are out of order, incomplete, or hostile.

use expect_test::expect;
use trace::{Ending, EventKind, Remains};
use xtask::picture::text::{Options, Signs};

use crate::record::{PARENT, Record, drawn, drawn_as};

#[test]
fn nothing_at_all() {
    assert_eq!(Record::default().drawn(), "80 columns\n");
}

#[test]
fn events_out_of_order() {
    // The child was faster than its parent's word of it, and the wait returned before the end was told.
    let mut record = Record::of(&["fast"]).writes(801, "first\n").forks(PARENT, 801).reaps(PARENT, 801, 150);
    record = record.add(
        801,
        EventKind::Ended { ending: Ending::Exited { code: 0 }, last: None, remains: Remains::Zombie, began_us: 250 },
    );
    expect![[r#"
        80 columns
             ms  parent        child
                 pid 800       pid 801
            0.0  ├ runs fast
            0.1  ├ forks ─────▸●
            0.1  │             ├ "first"
            0.1  ├ waits       │
            0.2  ┊             ■ exits 0
            0.3  ├ reaps ◂─────╯
            0.5  ■ exits 0
    "#]]
    .assert_eq(&record.over().drawn());
}

#[test]
fn an_end_that_is_told_after_the_parents() {
    // Both had ended before anybody looked, so the child's end is told as that of one of
    // ours. It was a zombie all the same.
    let record = Record::of(&["late"]).forks(PARENT, 801).writes(PARENT, "done\n").over();
    let ended =
        EventKind::Ended { ending: Ending::Exited { code: 0 }, last: None, remains: Remains::Ours, began_us: 150 };
    expect![[r#"
        80 columns
             ms  parent        child
                 pid 800       pid 801
            0.0  ├ runs late
            0.1  ├ forks ─────▸●
            0.1  │             ■ exits 0
            0.2  ├ "done"      z zombie
            0.3  ■ exits 0     z
            0.3                ✗ never waited for
    "#]]
    .assert_eq(&record.add(801, ended).drawn());
}

#[test]
fn a_number_that_is_used_twice() {
    let record = Record::of(&["twice"]).forks(PARENT, 801).exits(801, 1).reaps(PARENT, 801, 10);
    let record = record.forks(PARENT, 801).exits(801, 2).over();
    expect![[r#"
        80 columns
             ms  parent        child 1       child 2
                 pid 800       pid 801       pid 801
            0.0  ├ runs twice
            0.1  ├ forks ─────▸●
            0.2  │             ■ exits 1
            0.3  ├ reaps ◂─────╯
            0.4  ├ forks ───────────────────▸●
            0.5  │                           ■ exits 2
            0.6  ■ exits 0                   z zombie
            0.6                              ✗ never waited for
    "#]]
    .assert_eq(&record.drawn());
}

#[test]
fn a_beginning_that_is_missing() {
    let mut record =
        Record::default().writes(805, "who am I\n").by_thread(805, 806, EventKind::EndedThread { cpu_us: None });
    record.dropped = 12;
    expect![[r#"
        80 columns
             ms  main            thread 2
                 pid 805         pid 806
            0.0  ├ "who am I"
            0.1  │               ●
            0.1  │               ■
                 ⧗ still running

          There was too much to record: 12 later events are missing, so what is not
          drawn may have happened.
    "#]]
    .assert_eq(&record.drawn());
}

#[test]
fn a_thread_that_executes() {
    let record = Record::of(&["threads"]).starts(PARENT, 801).starts(PARENT, 802).runs(PARENT, &["echo", "hi"]);
    let record = record.by_thread(PARENT, 802, EventKind::EndedThread { cpu_us: None }).writes(PARENT, "hi\n").over();
    expect![[r#"
        80 columns
             ms  main           thread 2      thread 3
                 pid 800 echo   pid 801       pid 802
            0.0  ├ runs threads
            0.1  ├ starts ─────▸●
            0.2  ├ starts ──────┼────────────▸●
            0.3  ├ runs echo hi ■             ■
            0.5  ├ "hi"
            0.6  ■ exits 0
    "#]]
    .assert_eq(&record.drawn());
}

#[test]
fn a_chain_of_forty() {
    let record = (0..40).fold(Record::of(&["chain"]), |record, n| record.forks(PARENT + n, PARENT + n + 1));
    let picture = (0..41).rev().fold(record, |record, n| record.exits(PARENT + n, 0)).picture();
    assert!(drawn(&picture, 80).contains("and others"));
    drawn(&picture, 40);
}

#[test]
fn what_a_program_wrote_is_harmless() {
    let record = Record::of(&["odd", "\u{1b}[2J"]).writes(PARENT, "\u{1b}[31m<&>\" \u{202e}\t é 🐑 漢字\n");
    let record = record.writes(PARENT, &"long ".repeat(60));
    expect![[r#"
        80 columns
             ms  odd
                 pid 800
            0.0  ├ runs odd $'\x1b[2J'
            0.1  ├ "\x1b[31m<&>" \u{202e}→ é 🐑 漢字"
            0.2  ├ "long long long long long long long long long long long long long lo…
            0.3  ■ exits 0
    "#]]
    .assert_eq(&record.over().drawn());
}

#[test]
fn plain_characters() {
    let record = Record::of(&["ascii"]).forks(PARENT, 801).writes(801, "é…\n").exits(801, 0).later(5_000);
    let picture = record.reaps(PARENT, 801, 4_000).forks(PARENT, 802).exits(802, 0).over().picture();
    let text = drawn_as(&picture, &Options::whole(80, Signs::Ascii));
    assert!(text.is_ascii());
    expect![[r#"
        80 columns
             ms  parent        child 1             child 2
                 pid 800       pid 801             pid 802
            0.0  + runs ascii
            0.1  + forks ----->o
            0.2  |             + "?~"
            0.3  |             # exits 0
            1.4  + waits       z zombie
            5.4  :             z zombie for 5.1 ms
            5.4  + reaps <-----'
            5.5  + forks ------------------------->o
            5.6  |                                 # exits 0
            5.7  # exits 0                         z zombie
            5.7                                    ! never waited for
    "#]]
    .assert_eq(&text);
}

#[test]
fn the_environment_says_which_characters() {
    let signs = |set: &'static [(&'static str, &'static str)]| {
        Signs::from_env(|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
    };
    assert_eq!(signs(&[]), Signs::Unicode);
    assert_eq!(signs(&[("LANG", "de_DE.UTF-8"), ("TERM", "xterm")]), Signs::Unicode);
    assert_eq!(signs(&[("LANG", "C.utf8"), ("LC_ALL", "C")]), Signs::Ascii);
    assert_eq!(signs(&[("LANG", "C.UTF-8"), ("TERM", "dumb")]), Signs::Ascii);
}
