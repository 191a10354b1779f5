//! What programs of the course do.

use expect_test::expect;
use trace::{Blocking, End, Ending, EventKind, Remains, Sender};

use crate::record::{PARENT, Record, drawn, last, pipe};

#[test]
fn nothing_but_output() {
    expect![[r#"
        80 columns
             ms  greet
                 pid 800
            0.0  ├ runs greet 'you there'
            0.1  ├ "hello"
            0.2  ■ exits 0
    "#]]
    .assert_eq(&Record::of(&["greet", "you there"]).writes(PARENT, "hello\n").over().drawn());
}

#[test]
fn a_child_that_is_waited_for() {
    let record = Record::of(&["fork_hello"]).forks(PARENT, 801).later(500).writes(801, "hello\n").later(1_000);
    let record = record.ends(801, Ending::Exited { code: 3 }, Remains::Nothing).reaps(PARENT, 801, 2_000);
    expect![[r#"
        80 columns
             ms  parent            child
                 pid 800           pid 801
            0.0  ├ runs fork_hello
            0.0  ├ waits
            0.1  ├ forks ─────────▸●
            0.7  ┊                 ├ "hello"
            1.8  ┊                 ■ exits 3
            1.9  ├ reaps ◂─────────╯
            2.0  ├ "it ended"
            2.1  ■ exits 0
    "#]]
    .assert_eq(&record.writes(PARENT, "it ended\n").over().drawn());
}

#[test]
fn a_child_that_nobody_waits_for() {
    let record = Record::of(&["leaves"]).forks(PARENT, 801).forks(PARENT, 802).exits(801, 0);
    let record = record.writes(PARENT, "working\n").exits(802, 1).reaps(PARENT, 802, 50).writes(PARENT, "done\n");
    expect![[r#"
        80 columns
             ms  parent        child 1            child 2
                 pid 800       pid 801            pid 802
            0.0  ├ runs leaves
            0.1  ├ forks ─────▸●
            0.2  ├ forks ──────┼─────────────────▸●
            0.3  │             ■ exits 0          │
            0.4  ├ "working"   z zombie           │
            0.5  │             z                  ■ exits 1
            0.6  ├ reaps ◂─────┼──────────────────╯
            0.7  ├ "done"      z
            0.8  ■ exits 0     z
            0.8                ✗ never waited for
    "#]]
    .assert_eq(&record.over().drawn());
}

/// What docs/pictures.md explains is what is drawn.
#[test]
fn the_picture_of_the_docs() {
    let record = Record::of(&["leaves", "2"]).forks(PARENT, 801).forks(PARENT, 802).exits(801, 0);
    let record = record.later(2_100).exits(802, 1).reaps(PARENT, 802, 2_200).writes(PARENT, "done\n").over();
    let page = include_str!("../../../docs/pictures.md");
    let drawn = record.drawn();
    let (_, picture) = drawn.split_once('\n').unwrap();
    assert!(page.contains(picture), "{picture}");
}

#[test]
fn a_zombie_that_is_waited_for_late() {
    let record = Record::of(&["late"]).forks(PARENT, 801).exits(801, 0).later(1_200_000).reaps(PARENT, 801, 50);
    expect![[r#"
        80 columns
             ms  parent        child
                 pid 800       pid 801
            0.0  ├ runs late
            0.1  ├ forks ─────▸●
            0.2  │             ■ exits 0
         1200.3  │             z zombie for 1.2 s
         1200.3  ├ reaps ◂─────╯
         1200.4  ■ exits 0
    "#]]
    .assert_eq(&record.over().drawn());
}

#[test]
fn an_orphan() {
    let record = Record::of(&["daemon"]).forks(PARENT, 801).over().later(30_000).writes(801, "still here\n");
    expect![[r#"
        80 columns
             ms  parent        child
                 pid 800       pid 801
            0.0  ├ runs daemon
            0.1  ├ forks ─────▸●
            0.2  ■ exits 0     │
            0.2                ⧗ is an orphan now
           30.3                ├ "still here"
           30.4                ■ exits 0
    "#]]
    .assert_eq(&record.ends(801, Ending::Exited { code: 0 }, Remains::Ours).drawn());
    let record = Record::of(&["daemon"]).forks(PARENT, 801).over();
    expect![[r#"
        80 columns
             ms  parent        child
                 pid 800       pid 801
            0.0  ├ runs daemon
            0.1  ├ forks ─────▸●
            0.2  ■ exits 0     │
            0.2                ⧗ is an orphan now
                               ⧗ still running
    "#]]
    .assert_eq(&record.drawn());
}

#[test]
fn a_pipeline() {
    let record = Record::of(&["pipeline", "sort"]).makes_pipe(PARENT, 71, [3, 4]).forks(PARENT, 801);
    let opened = trace::Opened::Pipe { inode: 71, end: End::Read };
    let record = record.add(801, EventKind::Duplicated { from: 3, to: 0, what: opened }).closes(801, 3, 71, End::Read);
    let open = vec![pipe(0, 71, End::Read), pipe(4, 71, End::Write)];
    let record = record.runs_with(801, &["sort", "-r", "a file"], open).closes(PARENT, 3, 71, End::Read);
    let record = record.never_returns(PARENT, Blocking::Wait);
    expect![[r#"
        80 columns
             ms  parent                              child
                 pid 800                             pid 801 sort
            0.0  ├ runs pipeline sort
            0.1  ├ makes pipe 1: reads fd 3, writes fd 4
            0.2  ├ forks ───────────────────────────▸●
            0.3  │                                   ├ has pipe 1, read end, as stdin
            0.4  │                                   ├ closes fd 3: pipe 1, read end
            0.5  │                                   ├ runs sort -r 'a file'
            0.5  │                                   ├ still has fd 4: pipe 1, write end
            0.6  ├ closes fd 3: pipe 1, read end     │
            0.7  ├ waits for a child                 │
                 ⧗ still running                     ⧗ still running
    "#]]
    .assert_eq(&record.drawn());
}

#[test]
fn a_command() {
    let record = Record::of(&["popen"]).makes_pipe(PARENT, 71, [3, 4]).spawns(PARENT, 801);
    let opened = trace::Opened::Pipe { inode: 71, end: End::Write };
    // The library's own doing between its vfork and its exec is not shown.
    let record = record.add(801, EventKind::Duplicated { from: 4, to: 1, what: opened });
    let record = record.runs_with(801, &["ls"], vec![pipe(1, 71, End::Write)]).closes(PARENT, 4, 71, End::Write);
    let record = record.closes(801, 1, 71, End::Write).exits(801, 0).reaps(PARENT, 801, 50);
    expect![[r#"
        80 columns
             ms  parent                                  child
                 pid 800                                 pid 801 ls
            0.0  ├ runs popen
            0.1  ├ makes pipe 1: reads fd 3, writes fd 4
            0.2  ├ spawns ──────────────────────────────▸●
            0.4  │                                       ├ runs ls
            0.4  │                                       ├ has pipe 1 as stdout
            0.5  ├ closes fd 4: pipe 1, write end        │
            0.7  │                                       ■ exits 0
            0.8  ├ reaps ◂───────────────────────────────╯
            0.9  ■ exits 0
    "#]]
    .assert_eq(&record.over().drawn());
}

#[test]
fn signals() {
    let record = Record::of(&["pair"]).forks(PARENT, 801).kills(PARENT, 801, libc::SIGUSR1);
    let record = record.gets(801, libc::SIGUSR1, Sender::Process { pid: PARENT }).kills(801, PARENT, libc::SIGUSR2);
    let record = record.writes(801, "sent\n").gets(PARENT, libc::SIGUSR2, Sender::Process { pid: 801 });
    let record = record.kills(PARENT, 801, libc::SIGTERM).gets(801, libc::SIGTERM, Sender::Process { pid: PARENT });
    let record = record.ends(801, Ending::Signaled { signal: libc::SIGTERM, core: false }, Remains::Zombie);
    let record = record.gets(PARENT, libc::SIGCHLD, Sender::Child { pid: 801 }).reaps(PARENT, 801, 30);
    let record = record.gets(PARENT, libc::SIGINT, Sender::Process { pid: 4 }).kills(PARENT, PARENT, libc::SIGINT);
    let record = record.gets(PARENT, libc::SIGINT, Sender::Process { pid: PARENT });
    let ended = Ending::Signaled { signal: libc::SIGINT, core: false };
    let last = last(1 << (libc::SIGCHLD - 1));
    let record = record.add(PARENT, EventKind::Ended { ending: ended, last, remains: Remains::Ours, began_us: 1_900 });
    expect![[r#"
        80 columns
             ms  parent                  child
                 pid 800                 pid 801
            0.0  ├ runs pair
            0.1  ├ forks ───────────────▸●
            0.2  ◆ sends USR1 to ───────▸◆ gets USR1
            0.4  │◂──────────────────────◆ sends USR2 to
            0.5  │                       ├ "sent"
            0.6  ◆ gets USR2 from child  │
            0.7  ◆ sends TERM to ───────▸◆ gets TERM
            0.9  │                       ■ killed by TERM
            1.0  ◆ gets CHLD from child  z zombie
            1.1  ├ reaps ◂───────────────╯
            1.2  ◆ gets INT from outside
            1.3  ◆ sends INT to itself
            1.9  ■ killed by INT
    "#]]
    .assert_eq(&record.drawn());
}

#[test]
fn threads() {
    let record = Record::of(&["sum"]).starts(PARENT, 801).starts(PARENT, 802);
    let record = record.by_thread(PARENT, 801, EventKind::EndedThread { cpu_us: None }).by_thread(
        PARENT,
        802,
        EventKind::EndedThread { cpu_us: None },
    );
    expect![[r#"
        80 columns
             ms  main          thread 2      thread 3
                 pid 800       pid 801       pid 802
            0.0  ├ runs sum
            0.1  ├ starts ────▸●
            0.2  ├ starts ─────┼────────────▸●
            0.3  │             ■             │
            0.4  │                           ■
            0.5  ├ "sum 3"
            0.6  ■ exits 0
    "#]]
    .assert_eq(&record.writes(PARENT, "sum 3\n").over().drawn());
}

#[test]
fn a_signal_that_kills_is_told_with_the_end() {
    let record = Record::of(&["pipeline"]).forks(PARENT, 801).gets(801, libc::SIGPIPE, Sender::Kernel);
    let record = record.writes(PARENT, "meanwhile\n");
    let ending = Ending::Signaled { signal: libc::SIGPIPE, core: false };
    expect![[r#"
        80 columns
             ms  parent          child
                 pid 800         pid 801
            0.0  ├ runs pipeline
            0.1  ├ forks ───────▸●
            0.3  ├ "meanwhile"   │
            0.4  │               ■ killed by PIPE
            0.5  ├ reaps ◂───────╯
            0.6  ■ exits 0
    "#]]
    .assert_eq(&record.ends(801, ending, Remains::Zombie).reaps(PARENT, 801, 0).over().drawn());
}

#[test]
fn a_thread_that_ends_with_its_process_or_just_before() {
    let threads = || Record::of(&["sum"]).starts(PARENT, 801).starts(PARENT, 802);
    let picture = threads().by_thread(PARENT, 801, EventKind::EndedThread { cpu_us: None }).over().picture();
    expect![[r#"
        80 columns
             ms  main          thread 2      thread 3
                 pid 800       pid 801       pid 802
            0.0  ├ runs sum
            0.1  ├ starts ────▸●
            0.2  ├ starts ─────┼────────────▸●
            0.3  │             ■             │
            0.4  ■ exits 0                   ■
    "#]]
    .assert_eq(&drawn(&picture, 80));
    // Which of the two it was is luck, so they are alike.
    assert_eq!(picture.alike_together().lanes.len(), 2);
}

#[test]
fn loops_that_ask() {
    let polled =
        |naps, looks| EventKind::Polled { naps, looks, asked_us: 1_000 * naps, began_us: 200, until_us: 90_000 };
    let record = Record::of(&["polls"]).forks(PARENT, 801).add(PARENT, polled(80, 80)).exits(801, 0).later(90_000);
    expect![[r#"
        80 columns
             ms  parent                           child
                 pid 800                          pid 801
            0.0  ├ runs polls
            0.1  ├ forks ────────────────────────▸●
            0.2  ├ looks 80 times, sleeps between │
            0.3  ┊                                ■ exits 0
           90.4  │                                z zombie for 90 ms
           90.4  ├ reaps ◂────────────────────────╯
           90.5  ■ exits 0
    "#]]
    .assert_eq(&record.reaps(PARENT, 801, 10).over().drawn());
}

#[test]
fn long_runs_of_lines() {
    let record = (0..30).fold(Record::of(&["counts"]), |record, n| record.writes(PARENT, &format!("{n}\n")));
    let record = record.writes(PARENT, "a line ").writes(PARENT, "in pieces").writes(PARENT, "\n");
    expect![[r#"
        80 columns
             ms  counts
                 pid 800
            0.0  ├ runs counts
            0.1  ├ "0"
                 ├ … 30 more lines
            3.4  ├ "one" and 2 more lines
            3.5  ■ exits 0
    "#]]
    .assert_eq(&record.writes(PARENT, "one\ntwo\nthree\n").over().drawn());
}

#[test]
fn more_lanes_than_columns() {
    let record = (1..=5).fold(Record::of(&["five"]), |record, n| record.forks(PARENT, PARENT + n));
    let record = (1..=5)
        .fold(record, |record, n| record.writes(PARENT + n, "x\n").writes(PARENT + n, &"y\n".repeat(n as usize)));
    let record = (1..=5).fold(record, |record, n| (0..n).fold(record, |record, _| record.kills(PARENT + n, PARENT, 0)));
    let record = (1..=5).rev().fold(record, |record, n| record.exits(PARENT + n, n));
    let record = (1..=4).fold(record, |record, n| record.reaps(PARENT, PARENT + n, 20));
    expect![[r#"
        80 columns
             ms  p  1  2  3  4  5  parent is pid 800
            0.0  ├                 parent runs five
            0.1  ├─▸●              parent forks child 1, pid 801
            0.2  ├──┼─▸●           parent forks child 2, pid 802
            0.3  ├──┼──┼─▸●        parent forks child 3, pid 803
            0.4  ├──┼──┼──┼─▸●     parent forks child 4, pid 804
            0.5  ├──┼──┼──┼──┼─▸●  parent forks child 5, pid 805
            0.6  │  ├  │  │  │  │  child 1 "x"
            0.7  │  ├  │  │  │  │  child 1 "y"
            0.8  │  │  ├  │  │  │  child 2 "x"
            0.9  │  │  ├  │  │  │  child 2 "y" and 1 more line
            1.0  │  │  │  ├  │  │  child 3 "x"
            1.1  │  │  │  ├  │  │  child 3 "y" and 2 more lines
            1.2  │  │  │  │  ├  │  child 4 "x"
            1.3  │  │  │  │  ├  │  child 4 "y" and 3 more lines
            1.4  │  │  │  │  │  ├  child 5 "x"
            1.5  │  │  │  │  │  ├  child 5 "y" and 4 more lines
            1.6  │◂─◆  │  │  │  │  child 1 asks after parent
            1.7  │◂─┼──◆  │  │  │  child 2 asks after parent (2 ×)
            1.9  │◂─┼──┼──◆  │  │  child 3 asks after parent (3 ×)
            2.2  │◂─┼──┼──┼──◆  │  child 4 asks after parent (4 ×)
            2.6  │◂─┼──┼──┼──┼──◆  child 5 asks after parent (5 ×)
            3.1  │  │  │  │  │  ■  child 5 exits 5
            3.2  │  │  │  │  ■  z  child 4 exits 4
            3.3  │  │  │  ■  z  z  child 3 exits 3
            3.4  │  │  ■  z  z  z  child 2 exits 2
            3.5  │  ■  z  z  z  z  child 1 exits 1
            3.6  ├◂─╯  z  z  z  z  parent reaps child 1
            3.7  ├◂────╯  z  z  z  parent reaps child 2
            3.8  ├◂───────╯  z  z  parent reaps child 3
            3.9  ├◂──────────╯  z  parent reaps child 4
            4.0  ■              z  parent exits 0
            4.0                 ✗  child 5 never waited for
    "#]]
    .assert_eq(&record.over().drawn());
}

#[test]
fn children_that_did_the_same() {
    let record = (1..=64).fold(Record::of(&["many"]), |record, n| record.forks(PARENT, PARENT + n));
    let record =
        (1..=64).fold(record, |record, n| record.writes(PARENT + n, &format!("child {n}\n")).exits(PARENT + n, 0));
    let picture = (1..=63).fold(record, |record, n| record.reaps(PARENT, PARENT + n, 10)).over().picture();
    expect![[r#"
        80 columns
             ms  parent            child 1..63        child 64
                 pid 800           63 alike           pid 864
            0.0  ├ runs many
            0.1  ├ forks (63 ×) ──▸●
            6.4  ├ forks ──────────┼─────────────────▸●
            6.5  │                 ├ "child 1"        │
            6.6  │                 ■ exits 0          │
           19.1  │                 z zombie           ├ "child 64"
           19.2  │                 z                  ■ exits 0
           19.3  │                 z zombie for 12 ms z zombie
           19.3  ├ reaps (63 ×) ◂──╯                  z
           25.6  ■ exits 0                            z
           25.6                                       ✗ never waited for
    "#]]
    .assert_eq(&drawn(&picture, 80));
    for width in [40, 60, 100, 200] {
        drawn(&picture, width);
    }
}
