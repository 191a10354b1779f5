//! Of several troubles, which is the root.

use xtask::outcome::{LeftState, StepDone, Stopped};
use xtask::verdict::Verdict;

use crate::stage::{Case, Play};

const PANIC: &str = "\nthread 'main' (7) panicked at main.rs:3:5:\nboom\n";

fn deadline() -> Stopped {
    Stopped::Deadline { after_ms: 5000 }
}

/// One command: two lines, exit code 0.
fn of(play: Play) -> Verdict {
    Case::new("sys/two", "readme", "$ two\none\ntwo\n").judge(&[play]).verdict
}

#[test]
fn nothing_is_wrong() {
    assert_eq!(of(Play::new().out("one\ntwo\n")), Verdict::Pass);
}

#[test]
fn limits_come_before_everything() {
    assert_eq!(of(Play::new().out("zero\n").stopped(Stopped::OutputLimit { bytes: 1 })), Verdict::OutputLimit);
    assert_eq!(of(Play::new().out("zero\n").stopped(Stopped::Forbidden { what: "x".into() })), Verdict::Forbidden);
}

#[test]
fn a_wrong_line_comes_before_what_happened_after_it() {
    let zero = || Play::new().out("one\nzero\n");
    assert_eq!(of(zero().stopped(Stopped::NoContinuation)), Verdict::WrongOutput);
    assert_eq!(of(zero().err(PANIC).exit(101)), Verdict::WrongOutput);
    assert_eq!(of(zero().killed(libc::SIGSEGV)), Verdict::WrongOutput);
    assert_eq!(of(zero().stopped(deadline())), Verdict::WrongOutput);
    assert_eq!(of(Play::new().err(PANIC).out("zero\n").exit(101)), Verdict::WrongOutput, "whatever is read first");
    assert_eq!(of(zero().left(9, "sleep", LeftState::Running)), Verdict::WrongOutput);
}

#[test]
fn what_is_missing_is_explained_by_the_end() {
    let one = || Play::new().out("one\n");
    assert_eq!(of(one()), Verdict::WrongOutput);
    assert_eq!(of(one().exit(1)), Verdict::WrongExit);
    assert_eq!(of(one().err(PANIC).exit(101)), Verdict::WrongExit);
    assert_eq!(of(one().killed(libc::SIGABRT)), Verdict::Signaled);
    assert_eq!(of(one().stopped(deadline())), Verdict::TimedOut);
    assert_eq!(of(one().out("tw").err(PANIC).exit(101)), Verdict::WrongExit);
    assert_eq!(of(one().out("tw").stopped(deadline())), Verdict::TimedOut);
}

#[test]
fn the_supervisors_own_kill_is_no_signal() {
    assert_eq!(of(Play::new().out("one\ntwo\n").stopped(deadline())), Verdict::TimedOut);
    assert_eq!(of(Play::new().err("x\n").stopped(Stopped::NoContinuation)), Verdict::WrongOutput);
    assert_eq!(of(Play::new().out("one\ntwo\n").killed(libc::SIGKILL)), Verdict::Signaled, "somebody else's");
}

#[test]
fn what_is_left_comes_last() {
    let all = || Play::new().out("one\ntwo\n");
    let left = || all().left(8, "[two]", LeftState::Ended).left(9, "sleep", LeftState::Running);
    assert_eq!(of(left()), Verdict::Orphan);
    assert_eq!(of(all().left(8, "[two]", LeftState::Ended)), Verdict::Zombie);
    assert_eq!(of(left().exit(3)), Verdict::WrongExit);
    let allowed = Case::new("sys/two", "readme", "$ two\none\ntwo\n@leaves orphans\n@leaves zombies\n");
    assert_eq!(allowed.judge(&[left()]).verdict, Verdict::Pass);
}

#[test]
fn standard_error_and_the_exit_code() {
    let usage = Case::new("sys/two", "readme", "$ two x\n2> two: {..}\n@exit 2\n");
    let verdict = |play: Play| usage.judge(&[play]).verdict;
    assert_eq!(verdict(Play::new().err("two: no\n").exit(2)), Verdict::Pass);
    assert_eq!(verdict(Play::new().err("no\n").exit(1)), Verdict::WrongOutput);
    assert_eq!(verdict(Play::new().err("two: no\n").exit(1)), Verdict::WrongExit);
    assert_eq!(verdict(Play::new()), Verdict::WrongOutput, "an empty main");
    assert_eq!(verdict(Play::new().err(PANIC).exit(101)), Verdict::WrongExit);
    assert_eq!(of(Play::new().out("one\ntwo\n").err("Error: x\n").exit(1)), Verdict::WrongExit);
    assert_eq!(of(Play::new().out("one\ntwo\n").err("Error: x\n")), Verdict::WrongOutput);
}

#[test]
fn the_first_command_that_is_wrong_speaks() {
    let both = Case::new("sys/two", "readme", "$ two\none\n\n$ two again\ntwo\n");
    let judgement = both.judge(&[Play::new().out("one\n"), Play::new().out("three\n")]);
    assert_eq!((judgement.verdict, judgement.finding.unwrap().command), (Verdict::WrongOutput, 1));
    let judgement = both.judge(&[Play::new().out("none\n")]);
    assert_eq!(judgement.finding.unwrap().command, 0);
}

#[test]
fn names_go_from_command_to_command() {
    let session = "$ two\npid {pid:pid}\n@exit {code}\n\n$ two {pid} {code}\nagain {pid}, {code}\n";
    let both = Case::new("sys/two", "readme", session);
    let first = Play::new().out("pid 812\n").exit(3);
    let second = |text: &str| Play::new().bound("pid", "812").bound("code", "3").out(text);
    assert_eq!(both.judge(&[first.clone(), second("again 812, 3\n")]).verdict, Verdict::Pass);
    assert_eq!(both.judge(&[first, second("again 813, 3\n")]).verdict, Verdict::WrongOutput);
}

#[test]
fn a_step_that_is_given_up_for_a_wrong_line() {
    let session = "$ up\nready\n@connect a 127.0.0.1:1\n@a> x\n@a< X\ndone\n";
    let case = Case::new("sockets/up", "readme", session);
    let begun = || Play::new().out("ready\n").step().step();
    let failed = || begun().step_done(StepDone::Failed { reason: "no line came on a".to_owned() });
    let told = case.explain(&[failed().out("oops\n").stopped(Stopped::NoContinuation)]);
    assert_eq!(told.message, "line 2: expected 'done', found 'oops'");
    assert_eq!(case.judge(&[failed().stopped(Stopped::StepFailed)]).verdict, Verdict::WrongOutput);
    assert_eq!(case.judge(&[failed().exit(3)]).verdict, Verdict::WrongExit);
}

#[test]
fn faults_of_the_course_are_nobodys_verdict() {
    let fault = |case: &Case<'_>, play: Play| {
        xtask::verdict::judge(&case.session, &case.outcome(&[play]), case.checks).unwrap_err().to_string()
    };
    let session = "$ two\n...\n@check sums\n";
    let case = Case::new("sys/two", "readme", session);
    assert_eq!(fault(&case, Play::new()), "line 3: check.rs has no function 'sums'");
    let case = Case { checks: &[("sums", |run| Err(run.command(0).int("n").to_string()))], ..case };
    let said = fault(&case, Play::new());
    assert!(said.starts_with("line 3: the check 'sums' panicked at "), "{said}");
    assert!(said.ends_with(": the case binds no name 'n'"), "{said}");
    let case = Case::new("sys/two", "readme", "$ two\n@as solution\n");
    assert_eq!(fault(&case, Play::new()), "line 1: the solution was not run");
    assert_eq!(fault(&case, Play::new().stopped(Stopped::Interrupted)), "interrupted");
}
