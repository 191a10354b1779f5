//! Faked, too: children and threads that do not do their part, or not at once.

use expect_test::expect;
use trace::EventKind;

use super::played::told;
use super::story::{FIRST, Story};

#[test]
fn threads_one_after_another() {
    let story = Story::begin().starts_thread(FIRST, 813).joins(813, 1_500).starts_thread(FIRST, 814);
    expect![[r#"
          The output is right, but the threads did not run together: your program had
          started 1 of 2 when it waited for one to end, and started the others later.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but the threads did not run together: your program had started 1 of 2 when it waited for one to end, and started the others later.
    "#]].assert_eq(&told("starts all threads before it waits for one", story));
}

#[test]
fn threads_that_do_nothing() {
    let works = "each thread works 1ms";
    let ended = |story: Story, tid, cpu_us| {
        story.starts_thread(FIRST, tid).by_thread(FIRST, tid, EventKind::EndedThread { cpu_us })
    };
    let one = |cpu_us| ended(Story::begin(), 813, cpu_us);
    expect![[r#"
          The output is right, but the thread did next to nothing, with the processor
          for 80 µs at most. Who did the work?

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but the thread did next to nothing, with the processor for 80 µs at most. Who did the work?
    "#]].assert_eq(&told(works, one(Some(80))));
    expect![[r#"
          The output is right, but 2 of 3 threads did next to nothing, with the
          processor for 999 µs at most. Who did the work?

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but 2 of 3 threads did next to nothing, with the processor for 999 µs at most. Who did the work?
    "#]].assert_eq(&told(works, ended(ended(one(Some(999)), 814, Some(70)), 815, Some(1_000))));
}

#[test]
fn children_one_after_another() {
    let forks = "forks all children before it waits for one";
    let waits = Story::begin().forks(FIRST, 813).exits(813);
    expect![[r#"
          The output is right, but the children did not work at once: your program had
          made 1 of 2 when it waited for child 813 to end, and made the next one later.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but the children did not work at once: your program had made 1 of 2 when it waited for child 813 to end, and made the next one later.
    "#]].assert_eq(&told(forks, waits.clone().waits(FIRST, 813).forks(FIRST, 814)));
    expect![[r#"
          The output is right, but the children did not work at once: your program had
          made 1 of 2 when it waited for what comes through a pipe, and made the next
          one later.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but the children did not work at once: your program had made 1 of 2 when it waited for what comes through a pipe, and made the next one later.
    "#]].assert_eq(&told(forks, waits.clone().receives(FIRST, 77).forks(FIRST, 814)));
    assert_eq!(
        told(forks, waits.clone().reads_end(FIRST, 3, 77).forks(FIRST, 814)),
        told(forks, waits.receives(FIRST, 77).forks(FIRST, 814))
    );
}

#[test]
fn children_that_do_not_send_what_they_should() {
    let two = || Story::begin().forks(FIRST, 813).forks(FIRST, 814);
    let told = |story: Story| told("children send 17 25", story);
    expect![[r#"
          The output is right, but no child sent 17 through its pipe: child 813 wrote
          'hello\x1b[2J\x0a'. What a child has found out goes through its pipe, as
          digits or as the bytes of an integer.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but no child sent 17 through its pipe: child 813 wrote 'hello\x1b[2J\x0a'. What a child has found out goes through its pipe, as digits or as the bytes of an integer.
    "#]].assert_eq(&told(two().sends(813, 77, "hello\u{1b}[2J\n").sends(814, 78, "25")));
    expect![[r#"
          The output is right, but no child sent 17 through its pipe. What a child has
          found out goes through its pipe, as digits or as the bytes of an integer.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but no child sent 17 through its pipe. What a child has found out goes through its pipe, as digits or as the bytes of an integer.
    "#]].assert_eq(&told(two()));
    expect![[r#"
          The output is right, but children 813 and 814 sent their numbers through the
          same pipe. Each of them should have one of its own.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but children 813 and 814 sent their numbers through the same pipe. Each of them should have one of its own.
    "#]].assert_eq(&told(two().sends(813, 77, "17\n").sends(814, 77, "25\n").receives(FIRST, 77)));
    expect![[r#"
          The output is right, but no process read what child 814 sent through its pipe,
          so what was printed is not what it found out.

            $ fork_sum 2
              parent 0
              child 0: 17
              child 1: 25
        [faked] The output is right, but no process read what child 814 sent through its pipe, so what was printed is not what it found out.
    "#]].assert_eq(&told(two().sends(813, 77, "17\n").sends(814, 78, "25\n").receives(FIRST, 77)));
}
