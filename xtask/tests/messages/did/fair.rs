//! Near misses that pass: a good program that the author did not think of.

use trace::{Address, Ending, EventKind, Fork, Recorded, Remains, Taking};
use xtask::outcome::Observed;
use xtask::verdict::Verdict;

use super::story::{FIRST, Story};
use crate::stage::{Case, Play};

const STREAMS: &str = "@interleave\n@stream parent\nparent\n@stream child\nchild {:int}\nchild {:int}\n@end\n";

fn verdict(claims: &[&str], session: &str, play: Play) -> Verdict {
    let claims: String = claims.iter().map(|claim| format!("@did {claim}\n")).collect();
    let case = Case::new("sys/any", "one", &format!("$ any\n{claims}{session}"));
    case.judge(&[play]).verdict
}

fn passes(claims: &[&str], story: Story) {
    assert_eq!(verdict(claims, "", story.play("")), Verdict::Pass, "{claims:?}");
}

#[test]
fn where_nothing_was_observed_nothing_is_held_against_anybody() {
    let claims = ["forks 4", "waits for all", "execs sort", "handles INT", "reads end of file", "starts 2 threads"];
    assert_eq!(verdict(&claims, "", Play::new()), Verdict::Pass);
    let refused = Observed::Refused { reason: "another tracer".to_owned() };
    assert_eq!(verdict(&claims, "", Play::new().with(|run| run.observed = refused)), Verdict::Pass);
    let story = Story::begin();
    let with_gaps = story.play("").with(|run| {
        let Observed::Recorded(recorded) = &mut run.observed else { panic!() };
        *recorded = Recorded { dropped: 1, ..recorded.clone() };
    });
    assert_eq!(verdict(&claims, "", with_gaps), Verdict::Pass);
}

#[test]
fn what_an_executed_program_does_is_its_own_affair() {
    // It forks, leaves a zombie and pipes, naps and starts a thread.
    let story = Story::begin().forks(FIRST, 813).runs(813, "/usr/bin/make", &["make"]).forks(813, 814).exits(814);
    let story = story.starts_thread(813, 815).with_pipe(9, 70).exits(813).waits(FIRST, 813);
    let claims = ["forks one", "waits for all", "one thread", "leaves no pipe open", "passes no pipe on"];
    passes(&claims, story);
}

#[test]
fn commands_and_scripts() {
    let story = Story::begin().command(813, "/usr/bin/coreutils", &["sort", "-n"]).command(
        814,
        "/usr/bin/dash",
        &["/bin/sh", "/usr/bin/egrep", "x"],
    );
    passes(&["forks 2", "execs sort one time", "execs egrep", "never spawns a shell", "waits for all"], story);
    passes(&["execs nothing", "forks no"], Story::begin());
    // The program becomes another.
    passes(&["execs echo", "forks no"], Story::begin().runs(FIRST, "/usr/bin/echo", &["echo"]));
}

#[test]
fn a_command_that_could_not_be_started_is_no_child() {
    let vfork = EventKind::Forked { child: 813, call: Fork::Vfork };
    passes(&["forks no"], Story::begin().add(FIRST, vfork.clone()).exits(813).waits(FIRST, 813));
    let started = Story::begin().add(FIRST, vfork).runs(813, "/usr/bin/sort", &["sort"]).exits(813);
    passes(&["forks one", "waits for all"], started.waits(FIRST, 813));
}

#[test]
fn numbers_from_the_case() {
    let case = Case::new("sys/any", "one", "@let n in 3..3\n$ any {n}\n@did forks {n}\n@did execs at\n");
    let story = Story::begin().child(813).child(814).command(815, "/usr/bin/at", &["at"]);
    assert_eq!(case.judge(&[story.clone().play("").bound("n", "3")]).verdict, Verdict::Pass);
    assert_eq!(case.judge(&[story.play("").bound("n", "4")]).verdict, Verdict::Faked);
}

#[test]
fn lines_by_whom_they_should_come_from() {
    let printed = "parent\nchild 1\nchild 2\n";
    let story = Story::begin().writes(FIRST, "parent\n").forks(FIRST, 813).writes(813, "child").forks(FIRST, 814);
    let story =
        story.writes(814, "child 2\n").writes(813, " 1\n").exits(813).exits(814).waits(FIRST, 813).waits(FIRST, 814);
    let claims = ["stdout of parent by parent", "stdout of child by a child each"];
    assert_eq!(verdict(&claims, STREAMS, story.play(printed)), Verdict::Pass);
    // Of a line that could be of both streams nobody can say whose it is.
    let both = "@interleave\n@stream parent\nx\n@stream child\nx\n@end\n";
    let story = Story::begin().writes(FIRST, "x\nx\n");
    assert_eq!(verdict(&["stdout of child by child"], both, story.play("x\nx\n")), Verdict::Pass);
}

#[test]
fn signals_by_a_handler_a_signalfd_or_a_wait() {
    let ready = |story: Story| story.writes(FIRST, "ready\n").play("ready\n");
    let int = 1 << (libc::SIGINT - 1);
    let waits = Story::begin().add(FIRST, EventKind::BlockedSignals { set: int }).writes(FIRST, "ready\n");
    let waits = waits.add(FIRST, EventKind::AwaitsSignals { set: int, by: Taking::Wait }).play("ready\n");
    let made = Story::begin().add(FIRST, EventKind::AwaitsSignals { set: int, by: Taking::SignalFd });
    for play in [ready(Story::begin().handles(FIRST, 2)), ready(made), waits] {
        assert_eq!(verdict(&["handler for INT before ready"], "ready\n", play), Verdict::Pass);
    }
}

#[test]
fn pipes_that_are_closed_given_or_lost_in_a_kill() {
    let given = Story::default().with_pipe(7, 70).runs(FIRST, "/course/program", &["program"]).with_pipe(7, 70);
    passes(&["leaves no pipe open"], given.exits(FIRST));
    let killed = Ending::Signaled { signal: 9, core: false };
    let story = Story::begin().forks(FIRST, 813).with_pipe(4, 77).ends(813, killed, Remains::Zombie).waits(FIRST, 813);
    passes(&["leaves no pipe open"], story.with_pipe(1, 5).exits(FIRST));
    // A listener is no connection.
    let address = Address::Inet { host: "127.0.0.1".into(), port: 40_000 };
    let listens = Story::begin().add(FIRST, EventKind::Listened { fd: 3, address, errno: 0 });
    passes(&["leaves no connection open"], listens.with_socket(3, 90).exits(FIRST));
}

#[test]
fn threads_that_run_together() {
    let both = Story::begin().starts_thread(FIRST, 813).starts_thread(FIRST, 814);
    passes(&["starts all threads before it waits for one"], both.joins(813, 2_500).joins(814, 3_000));
}

#[test]
fn threads_that_work_or_of_which_it_is_not_known() {
    let ended =
        |cpu_us| Story::begin().starts_thread(FIRST, 813).by_thread(FIRST, 813, EventKind::EndedThread { cpu_us });
    passes(&["each thread works 1ms"], ended(Some(1_000)));
    passes(&["each thread works 1ms"], ended(None));
    passes(&["each thread works 1ms"], Story::begin().starts_thread(FIRST, 813).exits(FIRST));
}

#[test]
fn children_that_work_at_once() {
    let forks = "forks all children before it waits for one";
    // One that had ended is only reaped; standard input is nobody's answer.
    passes(&[forks], Story::begin().forks(FIRST, 813).exits(813).reaps(FIRST, 813).forks(FIRST, 814));
    let given = Story::default().with_pipe(0, 70).runs(FIRST, "/course/program", &["program"]).forks(FIRST, 813);
    passes(&[forks], given.receives(FIRST, 70).reads_end(FIRST, 0, 70).forks(FIRST, 814));
    // A `Command` reads from a pipe until its child has become the other program, which closes it.
    let command = |story: Story, pid| story.forks(FIRST, pid).runs(pid, "/bin/true", &["true"]).reads_end(FIRST, 5, 77);
    passes(&[forks], command(command(Story::begin(), 813), 814));
    let sent = Story::begin().forks(FIRST, 813).forks(FIRST, 814).sends(813, 77, "7\n").sends(814, 78, "7\n");
    passes(&["children send 7 7"], sent.receives(FIRST, 77).receives(FIRST, 78));
}

#[test]
fn sleeping_is_not_busy_waiting() {
    // Between lines, a few times, or as work that is played.
    let lines = (0..20).fold(Story::begin(), |story, _| story.polls(1, 0, 10_000).writes(FIRST, "tick\n"));
    passes(&[], lines.clone());
    passes(&["no busy wait"], lines);
    passes(&[], Story::begin().polls(7, 7, 700_000).polls(7, 999, 0));
    passes(&[], Story::begin().polls(100, 0, 100_000));
}

#[test]
fn what_is_allowed() {
    let case = Case::new("sys/any", "one", "$ any\n@allows busy-wait\n");
    assert_eq!(case.judge(&[Story::begin().polls(50, 5_000, 0).play("")]).verdict, Verdict::Pass);
}
