//! Lines whose order is partly free.

use expect_test::expect;

use crate::stage::{Case, Play};

const HELLO: &str = "\
$ fork_hello
@interleave
@stream parent
@for i in 0..9: Hello from the parent! {i}
@stream child
@for i in 0..9: Hello from the child! {i}
@end
";

fn hello(stdout: &str) -> String {
    Case::new("fork_wait/fork_hello", "ten_each", HELLO).told(&[Play::new().out(stdout)])
}

fn lines(numbers: &[(&str, u32)]) -> String {
    numbers.iter().map(|(who, number)| format!("Hello from the {who}! {number}\n")).collect()
}

#[test]
fn wrong_order_where_much_is_free() {
    let right = [("parent", 0), ("child", 0), ("child", 1), ("parent", 1), ("child", 2), ("child", 3)];
    expect![[r#"
            $ fork_hello
            your line 7           Hello from the child! 5
            could have been       Hello from the child! 4         next of child
                          or      Hello from the parent! 2        next of parent
          The two may mix as they like, but each one's own lines keep their order.
          All before it is right.
        [wrong-output] line 7: found 'Hello from the child! 5', could have been 'Hello from the child! 4' or 'Hello from the parent! 2'
    "#]].assert_eq(&hello(&(lines(&right) + "Hello from the child! 5\n")));
}

#[test]
fn the_same_line_twice() {
    expect![[r#"
          The line has come before, as line 2.

            $ fork_hello
            your line 3           Hello from the child! 0
            could have been       Hello from the child! 1         next of child
                          or      Hello from the parent! 1        next of parent
          The two may mix as they like, but each one's own lines keep their order.
          All before it is right.
        [wrong-output] line 3: found 'Hello from the child! 0', could have been 'Hello from the child! 1' or 'Hello from the parent! 1'. The line has come before, as line 2
    "#]].assert_eq(&hello(&lines(&[("parent", 0), ("child", 0), ("child", 0)])));
}

#[test]
fn one_stream_is_missing() {
    let parents: Vec<(&str, u32)> = (0..10).map(|number| ("parent", number)).collect();
    expect![[r#"
          Your program ended with exit code 0 after line 10; more is expected.

            $ fork_hello
              ...
              Hello from the parent! 7
              Hello from the parent! 8
              Hello from the parent! 9
            - Hello from the child! 0        expected next
          All before it is right.
        [wrong-output] Your program ended with exit code 0 after line 10; more is expected. Expected next: 'Hello from the child! 0'
    "#]].assert_eq(&hello(&lines(&parents)));
}

#[test]
fn any_order() {
    let session = "$ threads_done 4\n@unordered\n@for i in 1..4: thread {i} done\n@end\nall done\n";
    let case = Case::new("threads/threads_done", "readme", session);
    expect![[r#"
            $ threads_done 4
            your line 2           thread 5 done
            could have been       thread 1 done
                          or      thread 3 done
                          or      thread 4 done
          These may come in any order, each of them once.
          All before it is right.
        [wrong-output] line 2: found 'thread 5 done', could have been 'thread 1 done' or 'thread 3 done' or 'thread 4 done'
    "#]].assert_eq(&case.told(&[Play::new().out("thread 2 done\nthread 5 done\n")]));
    expect![[r#"
          The line is right, but it may only come when all of these have come.

            $ threads_done 4
            your line 2           all done
            could have been       thread 1 done
                          or      thread 3 done
                          or      thread 4 done
          These may come in any order, each of them once.
          All before it is right.
        [wrong-output] line 2: found 'all done', could have been 'thread 1 done' or 'thread 3 done' or 'thread 4 done'. The line is right, but it may only come when all of these have come
    "#]]
    .assert_eq(&case.told(&[Play::new().out("thread 2 done\nall done\n")]));
}

#[test]
fn more_choices_than_a_screen_holds() {
    let session = "$ threads_done 40\n@unordered\n@for i in 1..40: thread {i} done\n@end\n";
    let case = Case::new("threads/threads_done", "forty", session);
    expect![[r#"
            $ threads_done 40
            your line 1           thread 41 done
            could have been       thread 4 done
                          or      thread 40 done
                          or      thread 1 done
                          or      thread 2 done
                          or      thread 3 done
                          or      thread 5 done
                          or      one of 34 more
          These may come in any order, each of them once.
        [wrong-output] line 1: found 'thread 41 done', could have been 'thread 4 done' or 'thread 40 done' or 'thread 1 done' or 'thread 2 done' or 'thread 3 done' or 'thread 5 done'
    "#]].assert_eq(&case.told(&[Play::new().out("thread 41 done\n")]));
}
