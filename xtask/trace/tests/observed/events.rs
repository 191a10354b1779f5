//! What processes and threads do with each other, and what the facts make of it: signals, pipes, locks, writes.

use trace::*;

use crate::Test;
use crate::supervisor::{Run, With, observe, run};

pub const TESTS: &[Test] = &[
    ("signals", signals),
    ("a_signal_from_a_child", a_signal_from_a_child),
    ("stops", stops),
    ("one_wait_that_was_restarted", one_wait_that_was_restarted),
    ("pipes", pipes),
    ("a_leaked_pipe", a_leaked_pipe),
    ("sockets", sockets),
    ("locks", locks),
    ("futexes", futexes),
    ("joins", joins),
    ("writes", writes),
    ("writes_of_two_processes", writes_of_two_processes),
    ("a_spin", a_spin),
    ("a_loop_of_naps", a_loop_of_naps),
    ("calls_that_do_not_matter", calls_that_do_not_matter),
    ("caps", caps),
];

pub fn whats<'a>(run: &'a Run, wanted: impl Fn(&EventKind) -> bool + 'a) -> Vec<&'a Event> {
    run.recorded.events.iter().filter(|event| wanted(&event.what)).collect()
}

fn signals() {
    let run = observe(&["catches"]);
    let sent: Vec<(i32, i32, Option<i32>)> = run
        .recorded
        .events
        .iter()
        .filter_map(|event| match event.what {
            EventKind::SentSignal { to, signal, errno } => Some((to, signal, errno)),
            _ => None,
        })
        .collect();
    let to_itself = |signal| (run.leader, signal, Some(0));
    let nobody = (i32::MAX - 7, 0, Some(libc::ESRCH));
    assert_eq!(sent, [to_itself(libc::SIGINT), to_itself(libc::SIGUSR1), to_itself(libc::SIGINT), nobody]);
    let from_itself = Sender::Process { pid: run.leader };
    let got = whats(&run, |what| matches!(what, EventKind::GotSignal { from, .. } if *from == from_itself));
    assert_eq!(got.len(), 3);
    let dispositions = run.facts.leader().unwrap().last.as_ref().unwrap().dispositions;
    assert!(dispositions.catches(libc::SIGINT) && dispositions.catches(libc::SIGUSR1));
    assert!(!dispositions.catches(libc::SIGTERM));
}

fn a_signal_from_a_child() {
    let run = observe(&["is_signalled_by_its_child"]);
    let child = run.facts.processes[1].pid;
    let got = |signal, from| {
        whats(&run, |what| *what == EventKind::GotSignal { signal, from }).iter().all(|event| event.pid == run.leader)
            && whats(&run, |what| *what == EventKind::GotSignal { signal, from }).len() == 1
    };
    assert!(got(libc::SIGUSR2, Sender::Process { pid: child }));
    assert!(got(libc::SIGCHLD, Sender::Child { pid: child }));
}

fn stops() {
    let run = observe(&["stops_its_child"]);
    let child = run.facts.processes[1].pid;
    let stops: Vec<&EventKind> = run
        .recorded
        .events
        .iter()
        .filter(|event| event.pid == child && matches!(event.what, EventKind::Stopped { .. } | EventKind::Continued))
        .map(|event| &event.what)
        .collect();
    let stopped = |signal| EventKind::Stopped { signal };
    let (stop, tstp) = (stopped(libc::SIGSTOP), stopped(libc::SIGTSTP));
    assert_eq!(stops[..3], [&stop, &EventKind::Continued, &tstp]);
    assert_eq!(whats(&observe(&["stops_with_threads"]), |what| matches!(what, EventKind::Stopped { .. })).len(), 1);
}

fn one_wait_that_was_restarted() {
    let run = observe(&["restarts_its_wait"]);
    let waits = whats(&run, |what| matches!(what, EventKind::Waited { .. }));
    assert_eq!(waits.len(), 1);
    let EventKind::Waited { began_us, .. } = waits[0].what else { unreachable!() };
    // Twice 30 ms lie between.
    assert!(waits[0].at_us - began_us >= 50_000, "{waits:?}");
}

fn pipes() {
    let run = observe(&["makes_pipes"]);
    let of: Vec<&EventKind> = run.recorded.events.iter().map(|event| &event.what).collect();
    let made: Vec<(u64, i32, i32)> = of
        .iter()
        .filter_map(|what| match what {
            EventKind::MadePipe { inode, read_fd, write_fd } => Some((*inode, *read_fd, *write_fd)),
            _ => None,
        })
        .collect();
    let [(inode, read, write)] = made[..] else { panic!("{made:?}") };
    let closed: Vec<(i32, End)> = of
        .iter()
        .filter_map(|what| match what {
            EventKind::ClosedPipe { fd, inode: which, end } if *which == inode => Some((*fd, *end)),
            _ => None,
        })
        .collect();
    let copy = closed[0].0;
    assert_eq!(closed, [(copy, End::Read), (write, End::Write), (9, End::Write)]);
    let duplicated: Vec<(i32, i32)> = of
        .iter()
        .filter_map(|what| match what {
            EventKind::Duplicated { from, to, what: Opened::Pipe { .. } } => Some((*from, *to)),
            _ => None,
        })
        .collect();
    assert_eq!(duplicated, [(write, 9), (read, copy), (read, write), (read, 20)]);
    let left = run.facts.leader().unwrap().pipes_open_at_end();
    assert_eq!(left, [(read, inode), (write, inode), (20, inode)]);
}

fn a_leaked_pipe() {
    let run = observe(&["leaks_a_pipe"]);
    let (_, program) = run.facts.execs().next().unwrap();
    assert_eq!(program.argv, [b"true"]);
    assert_eq!(program.inherited_pipes.len(), 2);
    assert_eq!(run.facts.leader().unwrap().programs[0].inherited_pipes, []);
}

fn sockets() {
    let run = observe(&["talks_to_itself"]);
    let port: u16 = run.stdout().trim().parse().unwrap();
    let here = Address::Inet { host: "127.0.0.1".into(), port };
    let nobody = Address::Inet { host: "127.0.0.1".into(), port: 1 };
    let has =
        |wanted: &dyn Fn(&EventKind) -> bool| assert_eq!(whats(&run, wanted).len(), 1, "{:#?}", run.recorded.events);
    has(&|what| matches!(what, EventKind::Bound { address, errno: 0, .. } if *address == here));
    has(&|what| matches!(what, EventKind::Listened { address, errno: 0, .. } if *address == here));
    has(&|what| matches!(what, EventKind::Connected { address, errno: 0, .. } if *address == here));
    has(&|what| matches!(what, EventKind::Connected { address, errno: libc::ECONNREFUSED, .. } if *address == nobody));
    has(&|what| matches!(what, EventKind::Accepted { peer: Address::Inet { .. }, connection: 3.., errno: 0, .. }));
}

fn locks() {
    let run = observe(&["locks"]);
    let operations: Vec<i32> = run
        .recorded
        .events
        .iter()
        .filter_map(|event| match event.what {
            EventKind::Locked { operation, errno: 0, .. } => Some(operation),
            _ => None,
        })
        .collect();
    assert_eq!(operations, [libc::LOCK_SH, libc::LOCK_UN]);
}

fn futexes() {
    let options = Options { futexes: Futexes::Recorded, ..Options::default() };
    let waits = |options| {
        let run = run(&["fights_for_a_lock"], With::Tracer, options, || {});
        whats(&run, |what| matches!(what, EventKind::WaitedAtFutex { .. }))
            .iter()
            .map(|event| event.tid)
            .collect::<Vec<_>>()
    };
    assert!(!waits(options).is_empty());
    assert_eq!(waits(Options::default()), []);
}

fn joins() {
    let joined = |futexes| {
        let run = run(&["joins"], With::Tracer, Options { futexes, ..Options::default() }, || {});
        whats(&run, |what| matches!(what, EventKind::WaitedAtFutex { .. })).len()
    };
    assert_eq!((joined(Futexes::Unseen), joined(Futexes::Joins)), (0, 1));
}

fn writes() {
    let run = observe(&["writes_in_many_ways"]);
    let leader = run.facts.leader().unwrap();
    let lines: Vec<_> = leader.lines.stdout.iter().map(|line| String::from_utf8_lossy(line)).collect();
    assert_eq!(lines, ["write", "by another number", "in two parts", "no newline"]);
    assert_eq!(leader.lines.stderr, [b"to stderr"]);
    let total: u64 = run
        .recorded
        .events
        .iter()
        .map(|event| match event.what {
            EventKind::Wrote { stream: Stream::Stdout, count, .. } => count,
            _ => 0,
        })
        .sum();
    assert_eq!(total, run.stdout.len() as u64);
    assert_eq!(
        whats(&run, |what| matches!(what, EventKind::Wrote { count: 8, bytes, .. } if bytes.is_empty())).len(),
        1
    );
}

fn writes_of_two_processes() {
    let run = observe(&["writes_from_two"]);
    for (process, name) in run.facts.processes.iter().zip(["parent", "child"]) {
        let expected: Vec<Vec<u8>> = (0..20).map(|index| format!("{name} {index}").into_bytes()).collect();
        assert_eq!(process.lines.stdout, expected);
    }
}

fn a_spin() {
    let run = observe(&["spins", "200"]);
    let leader = run.facts.leader().unwrap();
    assert!(leader.last.is_some(), "status {:#x}: {:#?}", run.status, run.recorded);
    // The program says how long it waited for a processor: on a busy machine that is most of its time.
    let [said] = &leader.lines.stdout[..] else { panic!("{leader:?}") };
    let waited_us: u64 = String::from_utf8_lossy(said).parse().unwrap();
    let (usage, wall_us) = (leader.last.as_ref().unwrap().usage, leader.wall_us(&run.facts));
    assert!((200_000..300_000).contains(&usage.cpu_us), "{usage:?}");
    assert!(usage.ready_us >= waited_us, "{waited_us} {usage:?}");
    let busy = usage.busy_per_mille(wall_us);
    assert!(busy >= 200_000_000 / wall_us, "{busy} {wall_us} {leader:?}");
}

fn a_loop_of_naps() {
    let run = observe(&["naps", "100"]);
    let leader = run.facts.leader().unwrap();
    let usage = leader.last.as_ref().unwrap().usage;
    assert!((100..140).contains(&usage.voluntary_switches), "{usage:?}");
    assert!(usage.peak_memory_bytes > 100 << 10);
    // Without what the tracer does, it is the same for one who does not nap.
    let calm = observe(&["forks_and_waits", "20"]);
    let usage = calm.facts.leader().unwrap().last.as_ref().unwrap().usage;
    assert!(usage.voluntary_switches < 45, "{usage:?}");
}

fn calls_that_do_not_matter() {
    let stops = |times| observe(&["asks_for_its_parent", times]).recorded.stops;
    assert_eq!(stops("1"), stops("10000"));
}

fn caps() {
    let options = Options { most_events: 50, most_bytes_of_a_write: 10, most_bytes: 100, ..Options::default() };
    let run = run(&["fills_its_stdout", "100"], With::Tracer, options, || {});
    assert_eq!(run.recorded.events.len(), 50);
    assert!(run.recorded.dropped >= 50);
    let kept: usize = run.facts.leader().unwrap().lines.stdout.iter().map(Vec::len).sum();
    assert_eq!(kept, 100);
    assert_eq!(run.stdout.len(), 3200);
}
