//! Looks and naps, and what is left open.

use trace::*;

use crate::Test;
use crate::events::whats;
use crate::supervisor::{Run, With, observe, run};

pub const TESTS: &[Test] = &[
    ("a_flood_is_counted", a_flood_is_counted),
    ("naps_and_looks_are_one_loop", naps_and_looks_are_one_loop),
    ("naps_at_a_condition", naps_at_a_condition),
    ("timeouts_of_all_kinds", timeouts_of_all_kinds),
    ("looks_of_all_kinds", looks_of_all_kinds),
    ("sleeps_alone", sleeps_alone),
    ("events_are_no_naps", events_are_no_naps),
    ("work_between_sleeps_ends_the_row", work_between_sleeps_ends_the_row),
    ("a_nap_that_is_interrupted_is_none", a_nap_that_is_interrupted_is_none),
    ("ends_of_files", ends_of_files),
    ("what_goes_through_a_pipe", what_goes_through_a_pipe),
    ("a_pipe_that_is_asked", a_pipe_that_is_asked),
    ("reads_are_not_seen_otherwise", reads_are_not_seen_otherwise),
    ("a_leaked_connection", a_leaked_connection),
    ("a_rust_program_polls_nothing", a_rust_program_polls_nothing),
];

const TIMES: u64 = 20;

fn counts(run: &Run) -> Vec<(u64, u64)> {
    run.facts.polls().map(|(_, polling)| (polling.naps, polling.looks)).collect()
}

/// A write that is looked at takes many times what it takes alone.
fn a_flood_is_counted() {
    let options = Options { most_writes: 10, ..Options::default() };
    let run = run(&["fills_its_stdout", "5000"], With::Tracer, options, || {});
    let written = run.facts.leader().unwrap().lines.stdout.len();
    assert_eq!((written, run.recorded.unseen_writes, run.recorded.dropped), (10, 4990, 0));
    assert_eq!(run.stdout().lines().count(), 5000);
}

fn naps_and_looks_are_one_loop() {
    let run = observe(&["naps_for_its_child"]);
    let polls: Vec<_> = run.facts.polls().collect();
    let [(process, polling)] = polls[..] else { panic!("{polls:?}") };
    assert_eq!((process.pid, polling.tid), (run.leader, run.leader));
    assert_eq!((polling.naps, polling.looks, polling.asked_us), (TIMES, TIMES, 1000 * TIMES));
    assert!(polling.until_us - polling.began_us >= polling.asked_us, "{polling:?}");
}

fn naps_at_a_condition() {
    let run = observe(&["naps_at_a_condition"]);
    let polls: Vec<_> = run.facts.polls().collect();
    let [(_, polling)] = polls[..] else { panic!("{polls:?}") };
    assert_eq!((polling.naps, polling.looks), (TIMES, TIMES));
    assert!((1..=1000 * TIMES).contains(&polling.asked_us), "{polling:?}");
}

/// Waiting with a timeout is both; a sleep is a nap.
fn timeouts_of_all_kinds() {
    let run = observe(&["waits_until_timeouts"]);
    assert_eq!(run.exit_code(), Some(0));
    let (both, sleep) = ((TIMES, TIMES), (TIMES, 0));
    assert_eq!(counts(&run), [both, both, both, both, both, both, both, sleep]);
    let asked: Vec<u64> = run.facts.polls().map(|(_, polling)| polling.asked_us).collect();
    assert_eq!(asked[..7], [1000 * TIMES; 7]);
    // What was left of it when it was looked at.
    assert!((1..=1000 * TIMES).contains(&asked[7]), "{asked:?}");
}

fn looks_of_all_kinds() {
    let run = observe(&["asks_without_a_nap"]);
    assert_eq!(run.exit_code(), Some(0));
    assert_eq!(counts(&run), [(0, TIMES); 3]);
}

fn sleeps_alone() {
    let run = observe(&["naps", "100"]);
    assert_eq!(counts(&run), [(100, 0)]);
    assert_eq!(run.recorded.dropped, 0);
}

fn events_are_no_naps() {
    assert_eq!(counts(&observe(&["serves"])), []);
}

fn work_between_sleeps_ends_the_row() {
    assert_eq!(counts(&observe(&["sleeps_between_its_work"])), [(1, 0); 2 * TIMES as usize]);
}

fn a_nap_that_is_interrupted_is_none() {
    let run = observe(&["is_woken_from_each_nap"]);
    assert_eq!((run.exit_code(), counts(&run)), (Some(0), vec![]));
}

fn observe_reads(words: &[&str]) -> Run {
    run(words, With::Tracer, Options { reads: Reads::Ends, ..Options::default() }, || {})
}

fn ends_of_files() {
    let run = observe_reads(&["reads_to_the_end"]);
    assert_eq!(run.exit_code(), Some(0));
    let leader = run.facts.leader().unwrap();
    let kind = |end: &EndRead| match (end.fd, &end.from) {
        (0, _) => "stdin",
        (_, Opened::Pipe { end: End::Read, .. }) => "pipe",
        (_, Opened::Socket { .. }) => "connection",
        other => panic!("{other:?}"),
    };
    let kinds: Vec<_> = leader.ends_read.iter().map(kind).collect();
    assert_eq!(kinds, ["pipe", "pipe", "connection", "stdin"]);
    // Each before the line that says so.
    let says = leader.written.iter().map(|line| line.at_us);
    assert!(leader.ends_read.iter().zip(says).all(|(end, line_us)| end.at_us <= line_us), "{leader:?}");
}

/// What is sent is told write by write, and what is received once.
fn what_goes_through_a_pipe() {
    let run = observe_reads(&["hears_from_its_child"]);
    let [parent, child] = &run.facts.processes[..] else { panic!("{:?}", run.facts) };
    let [inode] = parent.received[..] else { panic!("{parent:?}") };
    let sent = |bytes: &[u8]| Sent { inode, bytes: bytes.to_vec(), count: bytes.len() as u64 };
    assert_eq!(child.sent, [sent(b"17"), sent(b" and 25")]);
    assert_eq!((parent.sent.len(), child.received.len()), (0, 0));
}

fn a_pipe_that_is_asked() {
    assert_eq!(counts(&observe_reads(&["asks_a_pipe"])), [(0, TIMES)]);
}

fn reads_are_not_seen_otherwise() {
    let ends = |what: &EventKind| {
        matches!(what, EventKind::ReadEnd { .. } | EventKind::Sent { .. } | EventKind::Received { .. })
    };
    assert!(whats(&observe(&["reads_to_the_end"]), ends).is_empty());
    assert!(whats(&observe(&["hears_from_its_child"]), ends).is_empty());
    assert_eq!(counts(&observe(&["asks_a_pipe"])), []);
}

fn a_leaked_connection() {
    let run = observe(&["leaks_a_connection"]);
    let line = run.stdout();
    let fds: Vec<i32> = line.split_whitespace().map(|fd| fd.parse().unwrap()).collect();
    let [_listener, client, server] = fds[..] else { panic!("{line}") };
    let mut both = [client, server];
    both.sort_unstable();
    let fds = |open: &[(i32, u64)]| open.iter().map(|(fd, _)| *fd).collect::<Vec<_>>();
    assert_eq!(fds(&run.facts.leader().unwrap().connections_open_at_end), both);
    let (child, program) = run.facts.execs().next().unwrap();
    assert_eq!(
        (program.argv.as_slice(), fds(&program.inherited_sockets)),
        ([b"true".to_vec()].as_slice(), both.to_vec())
    );
    assert_eq!(fds(&child.connections_open_at_end), both);
    assert_eq!(run.facts.leader().unwrap().programs[0].inherited_sockets, []);
}

/// Its runtime asks poll about the standard descriptors, which is no look at anything.
fn a_rust_program_polls_nothing() {
    assert_eq!(counts(&observe(&["forks_and_waits", "2"])), []);
}
