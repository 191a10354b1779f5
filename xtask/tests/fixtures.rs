//! Every pathology of `xtask/fixtures` under a real supervisor: the verdict, the time it took,
//! and that nothing is left behind.
//!
//! Each test runs as the caller and, if that is root, as an ordinary user too: root is not bound by every limit.

#[path = "fixtures/bench.rs"]
mod bench;
#[path = "fixtures/bystanders.rs"]
mod bystanders;
#[path = "fixtures/facts.rs"]
mod facts;
#[path = "fixtures/failing.rs"]
mod failing;
#[path = "fixtures/floods.rs"]
mod floods;
#[path = "fixtures/hangs.rs"]
mod hangs;
#[path = "fixtures/hosts.rs"]
mod hosts;
#[path = "fixtures/moments.rs"]
mod moments;
#[path = "fixtures/odd_hangs.rs"]
mod odd_hangs;
#[path = "fixtures/refused.rs"]
mod refused;
#[path = "fixtures/shared.rs"]
mod shared;
#[path = "skipping/mod.rs"]
mod skipping;
#[path = "fixtures/steps.rs"]
mod steps;
#[path = "fixtures/trouble.rs"]
mod trouble;
#[path = "fixtures/wall.rs"]
mod wall;

use bench::{fixture, session};
use skipping::skipped;
use xtask::outcome::Observed;
use xtask::verdict::Verdict;

/// All others run half of what they should where these two are skipped.
#[test]
fn fixtures_run_as_root_and_as_an_ordinary_user() {
    if let Some(why) = bench::other_user_is_missing() {
        skipped("fixtures_run_as_root_and_as_an_ordinary_user", why);
    }
}

#[test]
fn fixtures_are_observed() {
    for host in hosts::everywhere() {
        match &session("$ true\n").run_on(host).outcome.commands[0].observed {
            Observed::Recorded(recorded) => assert!(!recorded.events.is_empty()),
            Observed::Refused { reason } => skipped("fixtures_are_observed", &format!("{host:?}: {reason}")),
            Observed::Unasked => panic!("observation was asked for"),
        }
    }
}

#[test]
fn loops_for_ever() {
    fixture("loops_for_ever").time_ms(300).gets(Verdict::TimedOut);
}

#[test]
fn deadlocks() {
    fixture("deadlocks").time_ms(300).gets(Verdict::Deadlock);
}

#[test]
fn prints_for_ever() {
    fixture("prints_for_ever").gets(Verdict::OutputLimit);
}

#[test]
fn prints_for_ever_wrongly() {
    fixture("prints_for_ever_wrongly").gets(Verdict::OutputLimit);
}

#[test]
fn prints_empty_lines() {
    fixture("prints_empty_lines").gets(Verdict::OutputLimit);
}

#[test]
fn prints_without_newline() {
    fixture("prints_without_newline").gets(Verdict::Pass);
}

#[test]
fn prints_invalid_utf8() {
    fixture("prints_invalid_utf8").gets(Verdict::WrongOutput);
}

#[test]
fn prints_crlf() {
    fixture("prints_crlf").gets(Verdict::WrongOutput);
}

#[test]
fn reads_for_ever() {
    fixture("reads_for_ever").time_ms(300).gets(Verdict::TimedOut);
}

#[test]
fn waits_for_input() {
    fixture("waits_for_input").time_ms(300).gets(Verdict::TimedOut);
}

#[test]
fn closes_its_stdout() {
    fixture("closes_its_stdout").gets(Verdict::Pass);
}

#[test]
fn leaves_a_child_with_its_stdout() {
    fixture("leaves_a_child_with_its_stdout").gets(Verdict::Orphan);
}

#[test]
fn leaves_a_setsid_grandchild() {
    fixture("leaves_a_setsid_grandchild").gets(Verdict::Orphan);
}

#[test]
fn leaves_a_daemon() {
    fixture("leaves_a_daemon").gets(Verdict::Orphan);
}

#[test]
fn leaves_a_daemon_as_it_may() {
    fixture("leaves_a_daemon_as_it_may").gets(Verdict::Pass);
}

#[test]
fn hops_for_ever() {
    fixture("hops_for_ever").gets(Verdict::Orphan);
}

#[test]
fn forks_sixty() {
    fixture("forks_sixty").gets(Verdict::Pass);
}

#[test]
fn forks_too_many() {
    fixture("forks_too_many").gets(Verdict::ProcessLimit);
}

#[test]
fn hogs_memory() {
    fixture("hogs_memory").memory_mib(64).gets(Verdict::MemoryLimit);
}

#[test]
fn hogs_memory_together() {
    fixture("hogs_memory_together").memory_mib(64).gets(Verdict::MemoryLimit);
}

#[test]
fn fills_memfds() {
    bench::session("$ fills_memfds\nkept\n").memory_mib(64).gets(Verdict::MemoryLimit);
    bench::session("$ fills_memfds\nkept\n").memory_mib(256).time_ms(1_500).gets(Verdict::Deadlock);
}

/// While it runs, and where it ends before anybody looks.
#[test]
fn fills_its_folder() {
    session("$ fills_its_folder 136 stay\nwritten\n").gets(Verdict::OutputLimit);
    session("$ fills_its_folder 136 at-once\nwritten\n").gets(Verdict::OutputLimit);
    session("$ fills_its_folder 64\nwritten\n").gets(Verdict::Pass);
}

#[test]
fn fills_pipes() {
    session("$ fills_pipes 100\nfull\n").memory_mib(12).gets(Verdict::MemoryLimit);
    session("$ fills_pipes 100\nfull\n").memory_mib(64).time_ms(1_500).gets(Verdict::Deadlock);
}

#[test]
fn shares_memory() {
    fixture("shares_memory").memory_mib(64).gets(Verdict::Pass);
}

#[test]
fn allocates_at_once() {
    fixture("allocates_at_once").gets(Verdict::MemoryLimit);
}

#[test]
fn aborts() {
    fixture("aborts").gets(Verdict::Signaled);
}

#[test]
fn aborts_as_it_should() {
    fixture("aborts_as_it_should").gets(Verdict::Pass);
}

#[test]
fn segfaults() {
    fixture("segfaults").gets(Verdict::Signaled);
}

#[test]
fn overflows_its_stack() {
    fixture("overflows_its_stack").gets(Verdict::Signaled);
}

#[test]
fn exits_256() {
    fixture("exits_256").gets(Verdict::Pass);
}

#[test]
fn kills_its_group() {
    fixture("kills_its_group").gets(Verdict::Signaled);
}

#[test]
fn ignores_sigterm() {
    fixture("ignores_sigterm").time_ms(300).gets(Verdict::TimedOut);
}

#[test]
fn raises_its_limits() {
    fixture("raises_its_limits").memory_mib(64).gets(Verdict::MemoryLimit);
}

#[test]
fn stops_itself() {
    fixture("stops_itself").time_ms(300).gets(Verdict::TimedOut);
}

#[test]
fn stops_itself_and_is_continued() {
    fixture("stops_itself_and_is_continued").gets(Verdict::Pass);
}

#[test]
fn signals_everybody() {
    fixture("signals_everybody").gets(Verdict::Forbidden);
}

#[test]
fn kills_its_parent() {
    fixture("kills_its_parent").gets(Verdict::Forbidden);
}

#[test]
fn leaks_a_zombie() {
    fixture("leaks_a_zombie").gets(Verdict::Zombie);
}

#[test]
fn leaks_a_zombie_as_it_may() {
    fixture("leaks_a_zombie_as_it_may").gets(Verdict::Pass);
}

#[test]
fn takes_over_orphans() {
    session("$ takes_over_orphans\nall waited for\n@did waits for all\n").gets(Verdict::Pass);
}

#[test]
fn answers_too_early() {
    fixture("answers_too_early").gets(Verdict::WrongOutput);
}

#[test]
fn closes_all_descriptors() {
    fixture("closes_all_descriptors").gets(Verdict::Pass);
}

#[test]
fn becomes_echo() {
    fixture("becomes_echo").gets(Verdict::Pass);
}

#[test]
fn deletes_its_folder() {
    fixture("deletes_its_folder").gets(Verdict::Pass);
}

#[test]
fn locks_its_folder() {
    fixture("locks_its_folder").gets(Verdict::Pass);
}

#[test]
fn writes_a_huge_file() {
    fixture("writes_a_huge_file").gets(Verdict::Signaled);
}

#[test]
fn opens_many_files() {
    fixture("opens_many_files").gets(Verdict::Pass);
}

#[test]
fn prints_argv0() {
    fixture("prints_argv0").gets(Verdict::Pass);
}

#[test]
fn panics() {
    fixture("panics").gets(Verdict::WrongOutput);
}

#[test]
fn starts_many_threads() {
    fixture("starts_many_threads").gets(Verdict::Pass);
}
