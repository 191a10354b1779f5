//! Zombie: who was waited for, and who was not.

use expect_test::expect;
use trace::{Ending, Remains};

use super::story::{FIRST, Story};
use crate::stage::Case;

fn told(story: Story) -> String {
    Case::new("sys/no_zombies", "clients", "$ no_zombies 2\n@did waits for all\n").told(&[story.play("")])
}

#[test]
fn nobody_waited() {
    expect![[r#"
          Child 814 ended, and was not waited for.

            $ no_zombies 2
        [zombie] Child 814 ended, and was not waited for.
    "#]]
    .assert_eq(&told(Story::begin().child(813).forks(FIRST, 814).exits(814)));
    let many = (813..833).fold(Story::begin(), |story, pid| story.forks(FIRST, pid).exits(pid));
    expect![[r#"
          19 of 20 children were never waited for: pids 814, 815, 816, 817, 818, 819,
          820, 821, and 11 more.

            $ no_zombies 2
        [zombie] 19 of 20 children were never waited for: pids 814, 815, 816, 817, 818, 819, 820, 821, and 11 more.
    "#]]
    .assert_eq(&told(many.waits(FIRST, 813)));
}

#[test]
fn the_signal_is_ignored() {
    let ended = Ending::Exited { code: 0 };
    expect![[r#"
          Child 813 ended, and was not waited for. SIGCHLD is ignored, so the program
          was not told how it ended.

            $ no_zombies 2
        [zombie] Child 813 ended, and was not waited for. SIGCHLD is ignored, so the program was not told how it ended.
    "#]]
    .assert_eq(&told(Story::begin().forks(FIRST, 813).ends(813, ended, Remains::Nothing)));
}

#[test]
fn a_grandchild_left_to_init() {
    let story = Story::begin().forks(FIRST, 813).forks(813, 814).exits(813).waits(FIRST, 813);
    expect![[r#"
          Child 814 ended, and was not waited for.

            $ no_zombies 2
        [zombie] Child 814 ended, and was not waited for.
    "#]]
    .assert_eq(&told(story.ends(814, Ending::Exited { code: 0 }, Remains::Ours)));
}
