//! Faked: the text is right, and the deed is missing.

use expect_test::expect;
use trace::{Address, EventKind};

use super::story::{FIRST, Story};
use crate::stage::Case;

const TWO: &str = "\
@interleave
@stream parent
parent 0
@stream child
child 0: 17
child 1: 25
@end
";

/// What is told where the text is right, but not what was done.
pub fn told(claim: &str, story: Story) -> String {
    Case::new("sys/fork_sum", "uneven", &format!("$ fork_sum 2\n@did {claim}\n{TWO}"))
        .told(&[story.play("parent 0\nchild 0: 17\nchild 1: 25\n")])
}

#[test]
fn nobody_forked() {
    expect![[r#"
          The output is right, but nothing was forked: one process (pid 812) did it all.
          4 children were expected.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but nothing was forked: one process (pid 812) did it all. 4 children were expected.
    "#]]
    .assert_eq(&told("forks 4", Story::begin()));
}

#[test]
fn too_few_or_too_many() {
    expect![[r#"
          The output is right, but at least 2 children were expected, and your program
          made 1.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but at least 2 children were expected, and your program made 1.
    "#]]
    .assert_eq(&told("forks at least 2", Story::begin().child(813)));
    expect![[r#"
          No child was expected, but your program made 1.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] No child was expected, but your program made 1.
    "#]]
    .assert_eq(&told("forks no", Story::begin().child(813)));
}

#[test]
fn another_program_that_nobody_asked_for() {
    let case = |directive: &str, story: Story| {
        let session = format!("$ program sort a\n{directive}a\n");
        (Case::new("sys/program", "one", &session).of_exercise("program"), [story.play("a\n")])
    };
    let told = |story: Story| {
        let (case, plays) = case("", story);
        case.told(&plays)
    };
    let passes = |directive: &str, story: Story| {
        let (case, plays) = case(directive, story);
        case.judge(&plays).verdict.is_pass()
    };
    let python = || Story::begin().child(813).runs(813, "/usr/bin/python3.12", &["python3", "-c", "print('a\x1b')"]);
    expect![[r#"
          The output is right, but your program ran another one: python3 -c
          $'print(\'a\x1b\')' (pid 813), whose file is python3.12. The task does not ask
          for it: do its work in your own code.

            $ program sort a
        [faked] The output is right, but your program ran another one: python3 -c $'print(\'a\x1b\')' (pid 813), whose file is python3.12. The task does not ask for it: do its work in your own code.
    "#]]
    .assert_eq(&told(python()));
    let reference = Story::begin().runs(FIRST, "/course/target/debug/program_solution", &["program", "sort", "a"]);
    expect![[r#"
          The output is right, but your program ran another one: program sort a (pid
          812), whose file is program_solution. The task does not ask for it: do its
          work in your own code.

            $ program sort a
        [faked] The output is right, but your program ran another one: program sort a (pid 812), whose file is program_solution. The task does not ask for it: do its work in your own code.
    "#]]
    .assert_eq(&told(reference));

    let sort = Story::begin_as(&["program", "sort", "a"]).child(813).runs(813, "/usr/bin/sort", &["sort", "a"]);
    assert!(passes("", sort));
    assert!(passes("@allows programs\n", python()));
    assert!(passes("@did execs python3\n", python()));
}

#[test]
fn a_program_that_never_ran() {
    expect![[r#"
          The output is right, but sort never ran: your program started no other.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but sort never ran: your program started no other.
    "#]]
    .assert_eq(&told("execs sort", Story::begin()));
    let other = Story::begin().command(813, "/usr/bin/cat", &["cat", "a\u{1b}[2J"]);
    expect![[r#"
          sort should run 2 times, but it ran once.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] sort should run 2 times, but it ran once.
    "#]]
    .assert_eq(&told("execs sort 2 times", other.clone().command(814, "/usr/bin/sort", &["sort"])));
    expect![[r#"
          No other program should run, but one did: cat $'a\x1b[2J' (pid 813).

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] No other program should run, but one did: cat $'a\x1b[2J' (pid 813).
    "#]]
    .assert_eq(&told("execs nothing", other));
}

#[test]
fn a_shell() {
    let story = Story::begin().command(813, "/usr/bin/dash", &["sh", "-c", "sort | uniq\n\u{1b}[2J"]);
    expect![[r#"
          No shell should be started, but one was: sh -c $'sort | uniq\n\x1b[2J' (pid
          813).

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] No shell should be started, but one was: sh -c $'sort | uniq\n\x1b[2J' (pid 813).
    "#]]
    .assert_eq(&told("never spawns a shell", story));
}

#[test]
fn threads() {
    expect![[r#"
          The output is right, but 3 threads were expected besides the first, and your
          program started none.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but 3 threads were expected besides the first, and your program started none.
    "#]]
    .assert_eq(&told("starts 3 threads", Story::begin()));
    expect![[r#"
          One thread should do it all, but your program started 1 more.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] One thread should do it all, but your program started 1 more.
    "#]]
    .assert_eq(&told("one thread", Story::begin().starts_thread(FIRST, 813)));
}

#[test]
fn end_of_file() {
    expect![[r#"
          The output is right, but no end of file was read: not of a pipe, of a
          connection or of standard input. At the end of the data a read gives nothing.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but no end of file was read: not of a pipe, of a connection or of standard input. At the end of the data a read gives nothing.
    "#]].assert_eq(&told("reads end of file", Story::begin()));
}

#[test]
fn lines_of_another_process() {
    let story = || Story::begin().forks(FIRST, 813);
    let all = story().writes(FIRST, "parent 0\nchild 0: 17\nchild 1: 25\n").exits(813).waits(FIRST, 813);
    expect![[r#"
          The output is right, but the lines of child should come from children: both
          were printed by your program's first process (pid 812).

            $ fork_sum 2
            + child 0: 17        by pid 812, the first process
            + child 1: 25        by pid 812, the first process
        [faked] The output is right, but the lines of child should come from children: both were printed by your program's first process (pid 812).
    "#]].assert_eq(&told("stdout of child by child", all.clone()));
    let one = story().writes(813, "child 0: 17\n").writes(FIRST, "child 1: 25\n").exits(813).waits(FIRST, 813);
    expect![[r#"
          The output is right, but the lines of child should come from children: 'child
          1: 25' was printed by your program's first process (pid 812).

            $ fork_sum 2
            + child 1: 25        by pid 812, the first process
        [faked] The output is right, but the lines of child should come from children: 'child 1: 25' was printed by your program's first process (pid 812).
    "#]].assert_eq(&told("stdout of child by child", one));
    let same = story().writes(813, "child 0: 17\nchild 1: 25\n").exits(813).waits(FIRST, 813);
    expect![[r#"
          The output is right, but the lines of child should come from a child each:
          child 813 printed 2 of them.

            $ fork_sum 2
            + child 1: 25        by pid 813, a child
        [faked] The output is right, but the lines of child should come from a child each: child 813 printed 2 of them.
    "#]]
    .assert_eq(&told("stdout of child by a child each", same.clone()));
    expect![[r#"
          The output is right, but the lines should come from your program's first
          process: both were printed by child 813.

            $ fork_sum 2
            + child 0: 17        by pid 813, a child
            + child 1: 25        by pid 813, a child
        [faked] The output is right, but the lines should come from your program's first process: both were printed by child 813.
    "#]].assert_eq(&told("stdout of all by parent", same));
}

#[test]
fn a_pid_that_is_no_childs() {
    let case = |pid: &str, story: Story| {
        let case = Case::new("sys/forks", "one", "$ forks\nchild {pid:pid}\n@did {pid} is a child\n");
        case.told(&[story.play(&format!("child {pid}\n"))])
    };
    expect![[r#"
          812 should be the pid of a child, but it is your program's first process.

            $ forks
              child 812
        [faked] 812 should be the pid of a child, but it is your program's first process.
    "#]]
    .assert_eq(&case("812", Story::begin().child(813)));
    expect![[r#"
          4711 should be the pid of a child, but it is no process that your program
          made.

            $ forks
              child 4711
        [faked] 4711 should be the pid of a child, but it is no process that your program made.
    "#]]
    .assert_eq(&case("4711", Story::begin().child(813)));
}

#[test]
fn a_signal_that_nobody_handled() {
    let case = |claim: &str, story: Story| {
        let case = Case::new("sys/ready", "one", &format!("$ ready\nready\ngot INT\n@did {claim}\n"));
        case.told(&[story.play("ready\ngot INT\n")])
    };
    let late = Story::begin().writes(FIRST, "ready\n").handles(FIRST, 2).writes(FIRST, "got INT\n");
    expect![[r#"
          The output is right, but SIGINT was never handled: there was no handler for
          it, and nothing waited for it.

            $ ready
              ready
              got INT
        [faked] The output is right, but SIGINT was never handled: there was no handler for it, and nothing waited for it.
    "#]].assert_eq(&case("handles INT", Story::begin().handles(FIRST, 15)));
    expect![[r#"
          SIGINT was handled too late: 'ready' came first. The signal may be sent as
          soon as that line is seen.

            $ ready
              ready
              got INT
        [faked] SIGINT was handled too late: 'ready' came first. The signal may be sent as soon as that line is seen.
    "#]]
    .assert_eq(&case("handles INT before ready", late));
}

#[test]
fn what_is_done_in_another_way_than_asked() {
    let told = |claim: &str, story: Story| {
        Case::new("sys/program", "one", &format!("$ program\n@did {claim}\na\n")).told(&[story.play("a\n")])
    };
    let creates = |exclusive| EventKind::Creates { path: b"/tmp/x.lock".to_vec(), exclusive };
    let claim = "creates x.lock in one step";
    assert!(!told(claim, Story::begin().add(FIRST, creates(true))).contains("[faked]"));
    expect![[r#"
          The output is right, but the call that creates x.lock also takes one that is
          there already: if another program creates it after you have looked, both of
          you have it. Test and creation are to be one step.

            $ program
              a
        [faked] The output is right, but the call that creates x.lock also takes one that is there already: if another program creates it after you have looked, both of you have it. Test and creation are to be one step.
    "#]].assert_eq(&told(claim, Story::begin().add(FIRST, creates(false))));

    let listens = |host: &str| {
        let address = Address::Inet { host: host.to_owned(), port: 4711 };
        Story::begin().add(FIRST, EventKind::Listened { fd: 3, address, errno: 0 })
    };
    assert!(!told("listens on 127.0.0.1 only", listens("127.0.0.1")).contains("[faked]"));
    expect![[r#"
          The output is right, but your program listens on 0.0.0.0: others than this
          machine may come in. It should listen on 127.0.0.1.

            $ program
              a
        [faked] The output is right, but your program listens on 0.0.0.0: others than this machine may come in. It should listen on 127.0.0.1.
    "#]].assert_eq(&told("listens on 127.0.0.1 only", listens("0.0.0.0")));
}
