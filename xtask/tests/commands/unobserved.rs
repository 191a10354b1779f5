//! Where tracing is refused the run goes on without, says so once, and nothing fails for it.

use std::os::unix::process::CommandExt;

use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

use super::skipping::skipped;
use super::small_course::{Said, SmallCourse};

/// As in a container that does not let anybody trace.
pub fn without_ptrace(course: &SmallCourse, arguments: &[&str]) -> Said {
    let rules = [(libc::SYS_ptrace, Vec::new())].into();
    let refuse = SeccompAction::Errno(libc::EPERM as u32);
    let arch = std::env::consts::ARCH.try_into().unwrap();
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, arch).unwrap();
    let program: BpfProgram = filter.try_into().unwrap();
    let mut command = course.command(arguments);
    // SAFETY: it makes two system calls on a program that was made before the fork.
    unsafe {
        command.pre_exec(move || seccompiler::apply_filter(&program).map_err(std::io::Error::other));
    }
    Said::of(command.output().unwrap())
}

#[test]
fn it_is_said_once_and_nothing_fails_for_it() {
    const SAYS: &str = "What the processes did was not observed: ptrace is not permitted here";
    let course = SmallCourse::with(&["sys/echo_args", "fork_wait/fork_sum"]);
    course.solve("sys/echo_args");
    course.solve("fork_wait/fork_sum");
    let one = without_ptrace(&course, &["check", "fork_sum"]);
    assert_eq!((one.code, one.out.matches(SAYS).count()), (Some(0), 1), "{one:?}");
    let all = without_ptrace(&course, &["check", "--json", "all.json"]);
    assert_eq!((all.code, all.out.matches(SAYS).count()), (Some(0), 1), "{all:?}");
    assert!(course.read("all.json").contains("\"observed\":false"));

    // Not kept: here it can be observed.
    let seen = course.run(&["check", "--json", "all.json"]);
    if seen.out.contains(SAYS) {
        return skipped(
            "unobserved::it_is_said_once_and_nothing_fails_for_it",
            "tracing is refused without our filter too",
        );
    }
    assert!(seen.code == Some(0) && !seen.out.contains("not observed") && !seen.out.contains("unchanged"), "{seen:?}");
    assert!(course.read("all.json").contains("\"observed\":true"));
}
