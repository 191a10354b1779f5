//! A program means the same with its tracer as alone: what it prints, how it ends, who is left.

use crate::Test;
use crate::supervisor::{alone, observe};

pub const TESTS: &[Test] = &[
    ("a_stop_and_a_continue", || same(&["stops_its_child"])),
    ("a_stop_of_all_threads", || same(&["stops_with_threads"])),
    ("a_vfork_suspends_its_caller", || same(&["vforks"])),
    ("an_exec_from_a_thread", || same(&["execs_from_a_thread"])),
    ("an_exec_without_the_first_thread", || same(&["execs_without_its_first_thread"])),
    ("a_process_without_its_first_thread", || same(&["outlives_its_first_thread"])),
    ("a_wait_that_restarts", || same(&["restarts_its_wait"])),
    ("a_wait_that_is_interrupted", || same(&["gives_up_its_wait"])),
    ("a_wait_for_a_signal", || same(&["waits_for_a_signal"])),
    ("an_epoll_beside_an_ignored_signal", || same(&["polls_while_a_child_ends"])),
    ("sleeps_beside_an_ignored_signal", || same(&["sleeps_while_children_end"])),
    ("timeouts_that_run_out", || same(&["waits_until_timeouts"])),
    ("sleeps_that_are_interrupted", || same(&["is_woken_from_each_nap"])),
    ("a_blocked_signal", || same(&["blocks_says_and_waits"])),
    ("a_descriptor_of_signals", || same(&["reads_signals"])),
    ("children_that_are_ignored", || same(&["ignores_its_children"])),
    ("a_look_before_the_wait", || same(&["looks_before_it_waits"])),
    ("a_wait_without_asking_whom", || same(&["waits_without_asking_whom"])),
    ("a_daemon", || same(&["becomes_a_daemon"])),
    ("a_child_that_is_left", || same(&["leaves_a_child"])),
    ("zombies", || same(&["forks_and_forgets", "5"])),
    ("pipelines_of_a_shell", || same(&["spawns", "sh -c echo|cat", "false", "true"])),
    ("death_by_a_signal", || {
        for signal in [libc::SIGKILL, libc::SIGSEGV, libc::SIGABRT, libc::SIGTERM, libc::SIGPIPE] {
            same(&["dies", &signal.to_string()]);
        }
    }),
    ("exit_codes", || same(&["exits", "77"])),
    ("own_signals", || same(&["catches"])),
];

fn same(words: &[&str]) {
    let (alone, observed) = (alone(words), observe(words));
    assert_eq!(observed.stdout(), alone.stdout(), "{words:?}");
    assert_eq!(observed.status, alone.status, "{words:?}");
    assert_eq!(observed.orphans.len(), alone.orphans.len(), "{words:?}");
}
