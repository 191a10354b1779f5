//! Leaked: pipes and connections.

use expect_test::expect;
use trace::{Address, EventKind};

use super::story::{FIRST, Story};
use crate::stage::Case;

fn told(claim: &str, story: Story) -> String {
    Case::new("sys/pipeline3", "three", &format!("$ pipeline3\n@did {claim}\n")).told(&[story.play("")])
}

#[test]
fn a_pipe() {
    let story = || Story::begin().forks(FIRST, 813);
    let child = story().with_pipe(4, 77).exits(813).waits(FIRST, 813).exits(FIRST);
    expect![[r#"
          Child 813 ended and had a pipe end still open: fd 4.

            $ pipeline3
        [leaked] Child 813 ended and had a pipe end still open: fd 4.
    "#]]
    .assert_eq(&told("leaves no pipe open", child));
    let both = story().with_pipe(3, 76).with_pipe(4, 77).exits(813).waits(FIRST, 813).with_pipe(4, 77).exits(FIRST);
    expect![[r#"
          Your program's first process (pid 812) ended and had a pipe end still open: fd
          4. So did another process.

            $ pipeline3
        [leaked] Your program's first process (pid 812) ended and had a pipe end still open: fd 4. So did another process.
    "#]].assert_eq(&told("leaves no pipe open", both));
}

#[test]
fn a_pipe_passed_on() {
    let story = Story::begin().forks(FIRST, 813).with_pipe(1, 70).with_pipe(4, 77);
    let story = story.runs(813, "/usr/bin/sort", &["sort", "-n"]).exits(813).waits(FIRST, 813);
    expect![[r#"
          A program was started with a pipe end that it does not know of: sort -n (pid
          813), with fd 4. As long as it runs, that stays open.

            $ pipeline3
        [leaked] A program was started with a pipe end that it does not know of: sort -n (pid 813), with fd 4. As long as it runs, that stays open.
    "#]].assert_eq(&told("passes no pipe on", story));
}

#[test]
fn two_pipes_in_a_child() {
    let story = Story::begin().forks(FIRST, 813).forks(FIRST, 814);
    let one = story.clone().with_pipe(4, 77).exits(813).with_pipe(3, 76).with_pipe(4, 77).exits(814);
    expect![[r#"
          Child 814 ended and held ends of several pipes: fds 3, 4. It needs one pipe,
          its own; what it inherits of the others is to be closed.

            $ pipeline3
        [leaked] Child 814 ended and held ends of several pipes: fds 3, 4. It needs one pipe, its own; what it inherits of the others is to be closed.
    "#]].assert_eq(&told("leaves each child one pipe", one.waits(FIRST, 813).waits(FIRST, 814)));
    let both = story.with_pipe(3, 76).with_pipe(4, 77).exits(813).with_pipe(3, 76).with_pipe(4, 77).exits(814);
    expect![[r#"
          Child 813 ended and held ends of several pipes: fds 3, 4. It needs one pipe,
          its own; what it inherits of the others is to be closed. So did 1 more.

            $ pipeline3
        [leaked] Child 813 ended and held ends of several pipes: fds 3, 4. It needs one pipe, its own; what it inherits of the others is to be closed. So did 1 more.
    "#]].assert_eq(&told("leaves each child one pipe", both));
}

#[test]
fn a_connection() {
    let peer = Address::Inet { host: "127.0.0.1".into(), port: 40_000 };
    let accepted = EventKind::Accepted { fd: 3, connection: 5, peer, errno: 0, began_us: 0 };
    let story = Story::begin().add(FIRST, EventKind::MadeSocket { fd: 3, family: 2 }).add(FIRST, accepted);
    expect![[r#"
          Your program's first process (pid 812) ended and had a connection still open:
          fd 5.

            $ pipeline3
        [leaked] Your program's first process (pid 812) ended and had a connection still open: fd 5.
    "#]]
    .assert_eq(&told("leaves no connection open", story.with_socket(3, 90).with_socket(5, 91).exits(FIRST)));
}
