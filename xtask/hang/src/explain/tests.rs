//! Snapshots as they were recorded, cut down to what matters.

use super::{HangKind, explain};
use crate::snapshot::{
    Access, Activity, Call, DescriptorTarget, Frame, Holds, Life, Open, Ours, Pid, Polled, Process, Snapshot, Socket,
    Thread, Whom,
};

const MAIN: &str = "exercises/sync/dinner/main.rs";

fn frame(symbol: &str, file: &str, line: u32) -> Frame {
    Frame { symbol: symbol.to_owned(), line: Some((file.to_owned(), line)), is_certain: true, ..Frame::default() }
}

fn own(line: u32) -> Frame {
    frame("_ZN6dinner4main17hcea67ea2d8b8f10bE", MAIN, line)
}

fn in_lock() -> Frame {
    let file = "library/std/src/sys/pal/unix/futex.rs";
    frame("_RNvMNtNtNtNtCsjrHSEGnQ3l9_3std3sys4sync5mutex5futexNtB2_5Mutex14lock_contended", file, 73)
}

fn in_condvar() -> Frame {
    let file = "/rustc/59807616/library/std/src/sync/poison/condvar.rs";
    frame("_ZN3std4sync6poison7condvar7Condvar4wait17h0c0ffeeE", file, 120)
}

fn thread(tid: Pid, name: &str, call: Call, frames: Vec<Frame>) -> Thread {
    Thread { tid, name: name.to_owned(), activity: Activity::Still, call, frames, samples: Vec::new() }
}

fn futex(word: u64) -> Call {
    Call::Futex { word, value: 2, now: Some(2), is_private: true, timeout_ms: None }
}

fn join(tid: Pid) -> Call {
    Call::Futex { word: 0x7000, value: tid as u32, now: Some(tid as u32), is_private: false, timeout_ms: None }
}

fn process(pid: Pid, parent: Pid, program: &str, threads: Vec<Thread>, open: Vec<Open>) -> Process {
    Process { pid, parent, program: program.to_owned(), life: Life::Alive, threads, open, handles_signals: false }
}

fn end(fd: i32, inode: u64, access: Access) -> Open {
    Open { fd, what: DescriptorTarget::Pipe(inode), access }
}

fn snapshot(processes: Vec<Process>) -> Snapshot {
    Snapshot { leader: 900, processes, between_ms: 80, ..Snapshot::default() }
}

fn one(threads: Vec<Thread>) -> Snapshot {
    snapshot(vec![process(900, 1, "dinner", threads, Vec::new())])
}

fn said(snapshot: &Snapshot) -> (HangKind, Vec<String>) {
    let explanation = explain(snapshot);
    (explanation.kind, explanation.sentences)
}

#[test]
fn a_holder_that_cannot_be_seen_is_not_guessed() {
    let threads = vec![
        thread(900, "dinner", join(901), vec![own(30)]),
        thread(901, "plato", futex(0x10), vec![in_lock(), own(15)]),
        thread(902, "kant", futex(0x20), vec![in_lock(), own(25)]),
    ];
    let (kind, sentences) = said(&one(threads));
    // Nobody else is left: that much is certain.
    assert_eq!(kind, HangKind::Deadlock);
    assert_eq!(
        sentences,
        [
            "plato waits at main.rs:15 for a lock that is not given back.",
            "kant waits at main.rs:25 for a lock that is not given back.",
            "main waits at main.rs:30 for plato to end.",
        ]
    );
}

#[test]
fn a_circle_among_others_that_still_run_is_a_deadlock() {
    let holding = |line, lock| Frame { holds: vec![Holds { lock, taken: Some((MAIN.into(), line - 1)) }], ..own(line) };
    let mut idle = thread(903, "clock", Call::Sleep { ns: Some(1_000_000_000), is_whole: true }, vec![own(50)]);
    idle.activity = Activity::Wakes { times: 1 };
    let threads = vec![
        thread(900, "dinner", join(901), vec![own(30)]),
        thread(901, "plato", futex(0x10), vec![in_lock(), holding(15, 0x20)]),
        thread(902, "kant", futex(0x20), vec![in_lock(), holding(25, 0x10)]),
        idle,
    ];
    let explanation = explain(&one(threads));
    assert_eq!(explanation.kind, HangKind::Deadlock);
    assert_eq!(
        explanation.sentences[..2],
        [
            "plato holds the lock taken at main.rs:14 and waits at main.rs:15 for the one that kant holds.",
            "kant holds the lock taken at main.rs:24 and waits at main.rs:25 for the one that plato holds.",
        ]
    );
    let plato = &explanation.waits[1];
    assert_eq!((plato.name.as_str(), plato.what.as_str()), ("plato", "waits for the lock that kant holds"));
    assert_eq!((plato.whom.as_slice(), plato.place.clone().unwrap().file.as_str()), (&[902][..], MAIN));
}

#[test]
fn a_lock_whose_holder_is_at_work_is_no_deadlock() {
    let holding = Frame { holds: vec![Holds { lock: 0x10, taken: None }], ..own(20) };
    let mut busy = thread(902, "kant", Call::Outside, vec![holding]);
    busy.activity = Activity::Moves;
    let threads = vec![
        thread(900, "dinner", join(901), vec![own(30)]),
        thread(901, "plato", futex(0x10), vec![in_lock(), own(15)]),
        busy,
    ];
    let (kind, sentences) = said(&one(threads));
    assert_eq!(kind, HangKind::Waiting);
    assert!(sentences.contains(&"plato waits at main.rs:15 for the lock that kant holds.".to_owned()), "{sentences:?}");
}

#[test]
fn who_waits_at_a_condition_has_given_its_lock_away() {
    let with = |frame: Frame| Frame { holds: vec![Holds { lock: 0x10, taken: None }], ..frame };
    let threads = vec![
        thread(900, "dinner", join(901), vec![own(30)]),
        // One still waits at the condition, another takes the lock again; both have the guard.
        thread(901, "idle", futex(0x20), vec![with(in_condvar()), with(own(12))]),
        thread(902, "woken", futex(0x10), vec![in_lock(), with(in_condvar()), own(12)]),
        thread(903, "works", join(904), vec![with(own(20))]),
        thread(905, "wants", futex(0x10), vec![in_lock(), own(15)]),
    ];
    let (_, sentences) = said(&one(threads));
    assert!(
        sentences.iter().any(|it| it.contains("wants waits at main.rs:15 for the lock that works holds")),
        "{sentences:?}"
    );
    assert!(!sentences.iter().any(|it| it.contains("that idle holds") || it.contains("itself")), "{sentences:?}");
}

#[test]
fn what_only_looks_like_a_return_address_is_near() {
    let guessed = Frame { is_certain: false, ..own(31) };
    let (_, sentences) = said(&one(vec![thread(900, "dinner", Call::Signal, vec![guessed])]));
    assert_eq!(sentences, ["Your program waits near main.rs:31 for a signal that does not come."]);
}

#[test]
fn many_who_do_the_same_are_told_together() {
    let waits = |tid, name: &str| thread(tid, name, futex(0x10), vec![in_condvar(), own(12)]);
    let mut threads = vec![thread(900, "dinner", join(901), vec![own(30)])];
    threads.extend((1..=5).map(|number| waits(900 + number, &format!("worker-{number}"))));
    let (kind, sentences) = said(&one(threads));
    assert_eq!(kind, HangKind::Deadlock);
    assert_eq!(
        sentences[0],
        "worker-1, worker-2, worker-3 and 2 others wait at main.rs:12 for a Condvar to be notified, \
         and no thread is left to notify it: all the others wait too."
    );
}

#[test]
fn a_condition_that_somebody_could_still_notify_is_a_wait() {
    let threads = vec![
        thread(900, "dinner", Call::Read { fd: 0, timeout_ms: None }, vec![own(30)]),
        thread(901, "consumer", futex(0x10), vec![in_condvar(), own(12)]),
    ];
    let (kind, sentences) = said(&one(threads));
    assert_eq!(kind, HangKind::Waiting);
    assert_eq!(sentences[0], "consumer waits at main.rs:12 for a Condvar to be notified.");
}

#[test]
fn threads_of_one_name_are_told_apart_by_number() {
    let sleep = |tid, name: &str, line| {
        thread(tid, name, Call::Sleep { ns: Some(1_500_000_000), is_whole: true }, vec![own(line)])
    };
    let (_, sentences) = said(&one(vec![sleep(900, "dinner", 1), sleep(901, "dinner", 2), sleep(902, "dinner", 3)]));
    assert_eq!(
        sentences,
        [
            "Thread 901 sleeps for 1.5 s at main.rs:2.",
            "Thread 902 sleeps for 1.5 s at main.rs:3.",
            "main sleeps for 1.5 s at main.rs:1.",
        ]
    );
}

#[test]
fn every_write_end_is_named() {
    let reads = vec![thread(901, "dinner", Call::Read { fd: 3, timeout_ms: None }, vec![own(9)])];
    let waits = Call::Wait { whom: Whom::AnyChild, blocks: true };
    let tree = vec![
        process(900, 1, "dinner", vec![thread(900, "dinner", waits, vec![own(20)])], vec![end(4, 77, Access::Write)]),
        process(901, 900, "dinner", reads, vec![end(3, 77, Access::Read), end(4, 77, Access::Write)]),
        process(
            902,
            900,
            "sleep",
            vec![thread(902, "sleep", Call::Sleep { ns: None, is_whole: true }, vec![])],
            vec![end(4, 77, Access::Write)],
        ),
    ];
    let (_, sentences) = said(&snapshot(tree));
    assert_eq!(
        sentences[1],
        "The child (pid 901) reads from pipe fd 3 at main.rs:9, and the write end of that pipe is open in itself as fd 4, \
         and in the parent (pid 900) as fd 4 and in sleep (pid 902) as fd 4."
    );
    assert_eq!(sentences[2], "The parent (pid 900) waits at main.rs:20 in waitpid for one of its 2 children.");
}

#[test]
fn the_tests_own_ends_are_the_outside() {
    let reads = vec![thread(900, "dinner", Call::Read { fd: 5, timeout_ms: None }, vec![own(9)])];
    let socket = |fd, inode| Open { fd, what: DescriptorTarget::Socket(inode), access: Access::Both };
    let mut snapshot = snapshot(vec![process(900, 1, "dinner", reads, vec![socket(5, 50)])]);
    snapshot.sockets.insert(50, Socket::Connected { peer: Some(51) });
    snapshot.ours = Ours { open: vec![socket(9, 51)] };
    let (_, sentences) = said(&snapshot);
    assert_eq!(
        sentences,
        ["Your program reads from socket fd 5 at main.rs:9, and the test at the other end sends nothing more."]
    );
}

#[test]
fn several_descriptors_are_waited_for_at_once() {
    let polled = |fd| Polled { fd, for_input: true };
    let call = Call::Poll { fds: vec![polled(3), polled(0)], timeout_ms: None };
    let open = vec![end(0, 70, Access::Read), Open { fd: 3, what: DescriptorTarget::Socket(50), access: Access::Both }];
    let mut snapshot = snapshot(vec![process(900, 1, "dinner", vec![thread(900, "dinner", call, vec![own(9)])], open)]);
    snapshot.sockets.insert(50, Socket::Listening { at: "port 40123".into() });
    let (_, sentences) = said(&snapshot);
    assert_eq!(sentences, ["Your program waits at main.rs:9 in poll for a client on port 40123 or its stdin."]);
}

#[test]
fn a_short_nap_again_and_again_is_a_busy_wait_and_a_long_one_is_not() {
    let naps = |ms: u64| {
        let mut thread = thread(900, "dinner", Call::Sleep { ns: Some(ms * 1_000_000), is_whole: true }, vec![own(9)]);
        thread.activity = Activity::Wakes { times: 2 };
        said(&one(vec![thread]))
    };
    assert_eq!(
        naps(50),
        (
            HangKind::BusyWait,
            vec!["Your program sleeps for 50 ms at main.rs:9, over and over (it woke up 2 times in 80 ms).".into()]
        )
    );
    assert_eq!(naps(500).0, HangKind::Waiting);
}

#[test]
fn nothing_seen_is_nothing_said() {
    assert_eq!(said(&Snapshot::default()), (HangKind::Waiting, vec![]));
}

fn waits(pid: Pid, call: Call) -> Vec<Thread> {
    vec![thread(pid, "dinner", call, vec![own(9)])]
}

/// The parent waits for the child, which reads a pipe that the parent could write.
fn filter(parents: Vec<Thread>, childs: Vec<Thread>) -> Snapshot {
    snapshot(vec![
        process(900, 1, "dinner", parents, vec![end(4, 77, Access::Write)]),
        process(901, 900, "tr", childs, vec![end(0, 77, Access::Read), end(1, 78, Access::Write)]),
    ])
}

#[test]
fn a_circle_through_a_pipe_is_a_deadlock_only_if_nobody_else_could_end_it() {
    let in_wait = || waits(900, Call::Wait { whom: Whom::Child(901), blocks: true });
    let in_read = || waits(901, Call::Read { fd: 0, timeout_ms: None });
    let kind = |snapshot: &Snapshot| explain(snapshot).kind;
    let knot = filter(in_wait(), in_read());
    assert_eq!(kind(&knot), HangKind::Deadlock);

    let mut with_the_test = knot.clone();
    with_the_test.ours = Ours { open: vec![end(9, 77, Access::Write)] };
    assert_eq!(kind(&with_the_test), HangKind::Waiting);

    let mut with_a_handler = knot.clone();
    with_a_handler.processes[0].handles_signals = true;
    assert_eq!(kind(&with_a_handler), HangKind::Waiting);

    let mut stopped = knot.clone();
    stopped.processes[1].life = Life::Stopped;
    assert_eq!(kind(&stopped), HangKind::Waiting);

    let mut with_a_third = knot.clone();
    let writes = waits(902, Call::Sleep { ns: None, is_whole: true });
    with_a_third.processes.push(process(902, 900, "dinner", writes, vec![end(4, 77, Access::Write)]));
    assert_eq!(kind(&with_a_third), HangKind::Waiting);

    let mut who_hides = knot.clone();
    who_hides.processes.push(process(902, 900, "su", waits(902, Call::Other(-1)), Vec::new()));
    assert_eq!(kind(&who_hides), HangKind::Waiting);

    let gives_up = waits(901, Call::Read { fd: 0, timeout_ms: Some(60_000) });
    assert_eq!(kind(&filter(in_wait(), gives_up)), HangKind::Waiting);

    let mut with_a_thread = knot.clone();
    with_a_thread.processes[0].threads.push(thread(903, "server", Call::Accept { fd: 5 }, vec![own(20)]));
    assert_eq!(kind(&with_a_thread), HangKind::Waiting);
}

#[test]
fn who_waits_with_a_limit_goes_on_some_day() {
    let timed = Call::Futex { word: 0x10, value: 2, now: Some(2), is_private: true, timeout_ms: Some(60_000) };
    let threads = vec![
        thread(900, "dinner", join(901), vec![own(30)]),
        thread(901, "consumer", timed, vec![in_condvar(), own(12)]),
    ];
    assert_eq!(explain(&one(threads)).kind, HangKind::Waiting);
}

/// A thread that runs, and was seen in these functions of the library, called from one of the student's.
fn running(samples: &[Option<(&str, &str)>]) -> Thread {
    let called = |(symbol, file): (&str, &str)| frame(symbol, &format!("/rustc/59807616/library/{file}"), 7);
    let mut all = samples.iter().map(|sample| sample.map(called).into_iter().chain([own(12)]).collect());
    let mut thread = thread(900, "dinner", Call::Outside, all.next().unwrap());
    thread.activity = Activity::Runs { cpu_us: 75_000 };
    thread.samples = all.collect();
    thread
}

#[test]
fn a_spin_needs_evidence() {
    let load = Some(("_ZN4core4sync6atomic10AtomicBool4load17hE", "core/src/sync/atomic.rs"));
    let add = Some(("_ZN4core4sync6atomic9AtomicU649fetch_add17hE", "core/src/sync/atomic.rs"));
    let lock = Some(("_ZN3std4sync6poison5mutex14Mutex$LT$T$GT$4lock17hE", "std/src/sync/poison/mutex.rs"));
    let is_none = Some(("_ZN4core6option15Option$LT$T$GT$7is_none17hE", "core/src/option.rs"));
    let kind = |samples: &[Option<(&str, &str)>]| explain(&one(vec![running(samples)])).kind;
    assert_eq!(kind(&[load, None, load, load, is_none, load, None, load]), HangKind::BusyWait);
    // Too few, hardly any question, work in between, a lock that may be worked under.
    assert_eq!(kind(&[load, load, load]), HangKind::Computing);
    assert_eq!(kind(&[load, None, None, None, None, None, None, None]), HangKind::Computing);
    assert_eq!(kind(&[load, None, load, load, add, load, None, load]), HangKind::Computing);
    assert_eq!(kind(&[lock, None, lock, lock, is_none, lock, None, lock]), HangKind::Computing);
    assert_eq!(kind(&[None; 8]), HangKind::Computing);

    let mut elsewhere = running(&[load; 8]);
    elsewhere.samples[3][1].symbol = "_ZN6dinner4step17hE".to_owned();
    assert_eq!(explain(&one(vec![elsewhere])).kind, HangKind::Computing);
    let asks = running(&[load; 8]);
    assert_eq!(
        explain(&one(vec![asks])).sentences,
        ["Your program runs all the time near main.rs:12 and only asks, again and again, with load."]
    );
}

#[test]
fn a_shell_is_not_the_students_program() {
    let waits_for_it = Call::Wait { whom: Whom::AnyChild, blocks: true };
    let mut snapshot = snapshot(vec![
        process(900, 1, "sh", vec![thread(900, "sh", waits_for_it, Vec::new())], Vec::new()),
        process(901, 900, "dinner", waits(901, Call::Signal), Vec::new()),
    ]);
    snapshot.is_leader_systems = true;
    assert_eq!(
        said(&snapshot).1,
        [
            "dinner (pid 901) waits at main.rs:9 for a signal that does not come.",
            "sh (pid 900) waits in waitpid for dinner (pid 901)."
        ]
    );
}
