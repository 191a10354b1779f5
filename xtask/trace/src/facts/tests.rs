use super::*;
use crate::event::{Disposition, End, EventKind, Fork, Found, Open, Remains, Taking};

fn event(at_us: u64, pid: Pid, what: EventKind) -> Event {
    Event { at_us, pid, tid: pid, what }
}

fn ended(at_us: u64, pid: Pid, remains: Remains) -> Event {
    event(at_us, pid, EventKind::Ended { ending: Ending::Exited { code: 0 }, last: None, remains, began_us: at_us })
}

fn forked(at_us: u64, pid: Pid, child: Pid) -> Event {
    event(at_us, pid, EventKind::Forked { child, call: Fork::Fork })
}

fn wrote(pid: Pid, stream: Stream, bytes: &[u8]) -> Event {
    event(0, pid, EventKind::Wrote { stream, bytes: bytes.to_vec(), count: bytes.len() as u64, began_us: 0 })
}

#[test]
fn lines_are_put_together_for_each_writer() {
    let events = [
        forked(0, 1, 2),
        wrote(1, Stream::Stdout, b"on"),
        wrote(2, Stream::Stdout, b"child\n"),
        wrote(1, Stream::Stderr, b"error"),
        wrote(1, Stream::Stdout, b"e\n\ntwo"),
    ];
    let facts = Facts::from(&events);
    assert_eq!(facts.processes[0].lines.stdout, [b"one".as_slice(), b"", b"two"]);
    assert_eq!(facts.processes[0].lines.stderr, [b"error"]);
    assert_eq!(facts.processes[1].lines.stdout, [b"child"]);
}

#[test]
fn fates_are_told_apart() {
    let reaped = Found::Reaped { child: 2, ending: Ending::Exited { code: 0 } };
    let events = [
        forked(0, 1, 2),
        forked(1, 1, 3),
        forked(2, 1, 4),
        forked(3, 1, 5),
        // Its parent was waiting already.
        ended(4, 2, Remains::Nothing),
        event(5, 1, EventKind::Waited { began_us: 4, found: reaped }),
        ended(6, 3, Remains::Zombie),
        ended(7, 4, Remains::Nothing),
        ended(8, 1, Remains::Ours),
        event(20, 5, EventKind::Continued),
    ];
    let facts = Facts::from(&events);
    let fates: Vec<Fate> = facts.children().map(|process| process.fate).collect();
    assert_eq!(fates, [Fate::Waited { at_us: 5 }, Fate::NeverWaited, Fate::Discarded, Fate::Running]);
    assert_eq!(facts.orphans().map(|(process, us)| (process.pid, us)).collect::<Vec<_>>(), [(5, 12)]);
    assert_eq!((facts.forks(), facts.leader().map(|leader| leader.reaped.len())), (4, Some(1)));
}

#[test]
fn without_events_there_are_no_facts() {
    let facts = Facts::from(&[]);
    assert_eq!((facts.forks(), facts.threads(), facts.execs().count(), facts.leader()), (0, 0, 0, None));
}

#[test]
fn a_line_has_the_time_of_the_write_that_completed_it() {
    let write = |began_us, bytes: &[u8]| {
        let (stream, count) = (Stream::Stdout, bytes.len() as u64);
        event(began_us + 5, 1, EventKind::Wrote { stream, bytes: bytes.to_vec(), count, began_us })
    };
    let facts = Facts::from(&[write(10, b"on"), write(20, b"e\ntwo\n"), write(30, b"rest")]);
    let times: Vec<_> = facts.processes[0].written.iter().map(|line| (line.at_us, line.text.as_slice())).collect();
    assert_eq!(times, [(20, b"one".as_slice()), (20, b"two"), (30, b"rest")]);
}

const INT: i32 = 2;
const TERM: i32 = 15;

fn set(signal: i32) -> u64 {
    1 << (signal - 1)
}

fn executed(at_us: u64, pid: Pid) -> Event {
    event(at_us, pid, EventKind::Executed { path: Vec::new(), argv: Vec::new(), open: Vec::new() })
}

#[test]
fn handlers_are_inherited_by_a_fork_but_not_by_another_program() {
    let handler = |at_us, signal, disposition| event(at_us, 1, EventKind::SetHandler { signal, disposition });
    let events = [
        executed(0, 1),
        handler(1, TERM, Disposition::Ignored),
        handler(2, INT, Disposition::Caught),
        handler(3, INT, Disposition::Default),
        handler(4, INT, Disposition::Caught),
        forked(5, 1, 2),
        forked(6, 1, 3),
        executed(7, 3),
    ];
    let facts = Facts::from(&events);
    assert_eq!([1, 2, 3].map(|pid| facts.handles(INT, pid)), [Some(2), Some(2), None]);
    assert_eq!(facts.handles(TERM, 1), None);
    assert_eq!(facts.handles(INT, 99), None);
}

#[test]
fn who_waits_for_a_signal_has_it_since_it_was_blocked() {
    let at = |at_us, tid, what| Event { at_us, pid: 1, tid, what };
    let blocked = |signals: &[i32]| EventKind::BlockedSignals { set: signals.iter().map(|signal| set(*signal)).sum() };
    let awaits = |signal, by| EventKind::AwaitsSignals { set: set(signal), by };
    let events = [
        at(1, 1, blocked(&[INT])),
        at(2, 1, blocked(&[INT, TERM])),
        at(3, 1, EventKind::StartedThread { thread: 2 }),
        at(4, 1, blocked(&[INT])),
        at(5, 2, awaits(INT, Taking::Wait)),
        at(6, 2, awaits(TERM, Taking::SignalFd)),
        at(7, 2, awaits(10, Taking::Wait)),
    ];
    let facts = Facts::from(&events);
    assert_eq!([INT, TERM, 10, 12].map(|signal| facts.handles(signal, 1)), [Some(1), Some(2), Some(7), None]);
    assert_eq!(facts.processes[0].handling.len(), 3);
}

#[test]
fn connections_are_told_from_other_sockets() {
    let open = [0, 3, 4, 5, 6, 7, 9].map(|fd| Open { fd, what: Opened::Socket { inode: 100 + fd as u64 } });
    let pipe = Open { fd: 8, what: Opened::Pipe { inode: 7, end: End::Read } };
    let open = [open.as_slice(), &[pipe]].concat();
    let nowhere = crate::event::Address::Unknown;
    let last = Last { open: open.clone(), usage: Usage::default(), dispositions: Default::default() };
    let ending = Ending::Exited { code: 0 };
    let end = |pid| {
        let last = Some(last.clone());
        event(9, pid, EventKind::Ended { ending, last, remains: Remains::Ours, began_us: 9 })
    };
    let connected = |fd, errno| event(1, 1, EventKind::Connected { fd, address: nowhere.clone(), errno, began_us: 1 });
    let events = [
        event(0, 1, EventKind::MadeSocket { fd: 3, family: 2 }),
        event(0, 1, EventKind::Listened { fd: 3, address: nowhere.clone(), errno: 0 }),
        event(1, 1, EventKind::Accepted { fd: 3, connection: 4, peer: nowhere.clone(), errno: 0, began_us: 0 }),
        connected(5, 0),
        connected(6, 111),
        event(2, 1, EventKind::Duplicated { from: 4, to: 7, what: Opened::Socket { inode: 104 } }),
        forked(3, 1, 2),
        // Closed, and taken by something else.
        event(4, 1, EventKind::MadeSocket { fd: 7, family: 2 }),
        event(4, 1, EventKind::Executed { path: Vec::new(), argv: Vec::new(), open }),
        end(1),
        end(2),
    ];
    let facts = Facts::from(&events);
    let left: Vec<_> = facts.processes.iter().map(|process| process.connections_open_at_end.clone()).collect();
    assert_eq!(left, [vec![(4, 104), (5, 105)], vec![(4, 104), (5, 105), (7, 107)]]);
    let inherited = &facts.processes[0].programs[0];
    assert_eq!((inherited.inherited_sockets.len(), inherited.inherited_pipes.len()), (6, 1));
}
