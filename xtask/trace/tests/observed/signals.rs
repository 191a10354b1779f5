//! Since when a program has its signals in its own hands.

use trace::*;

use crate::Test;
use crate::events::whats;
use crate::supervisor::{Run, observe};

pub const TESTS: &[Test] = &[
    ("handlers", handlers),
    ("a_wait_for_a_blocked_signal", a_wait_for_a_blocked_signal),
    ("a_descriptor_for_signals", a_descriptor_for_signals),
    ("libc_blocks_for_itself", libc_blocks_for_itself),
];

fn ready_us(run: &Run) -> u64 {
    let leader = run.facts.leader().unwrap();
    leader.written.iter().find(|line| line.text == b"ready").unwrap().at_us
}

fn handlers() {
    let run = observe(&["handles_and_says"]);
    let (leader, child) = (&run.facts.processes[0], &run.facts.processes[1]);
    assert!(leader.handles(libc::SIGINT).unwrap() <= ready_us(&run));
    assert!(leader.handles(libc::SIGTERM).unwrap() > ready_us(&run));
    assert_eq!([libc::SIGUSR1, libc::SIGUSR2, libc::SIGPIPE].map(|signal| leader.handles(signal)), [None; 3]);
    assert_eq!(child.handles(libc::SIGTERM), leader.handles(libc::SIGTERM));
    let of = |wanted| {
        let set = whats(&run, move |what| matches!(what, EventKind::SetHandler { signal, .. } if *signal == wanted));
        set.iter().map(|event| event.what.clone()).collect::<Vec<_>>()
    };
    let set = |signal, disposition| EventKind::SetHandler { signal, disposition };
    let int = [set(libc::SIGINT, Disposition::Caught), set(libc::SIGINT, Disposition::Default)];
    assert_eq!(of(libc::SIGINT), int);
    assert_eq!(of(libc::SIGUSR1), [set(libc::SIGUSR1, Disposition::Ignored)]);
    assert_eq!(of(libc::SIGUSR2), []);
}

/// The line comes before the wait, but after the signal was blocked: it could not have been killed.
fn a_wait_for_a_blocked_signal() {
    let run = observe(&["blocks_says_and_waits"]);
    let term = 1 << (libc::SIGTERM - 1);
    assert_eq!(whats(&run, |what| *what == EventKind::AwaitsSignals { set: term, by: Taking::Wait }).len(), 1);
    let leader = run.facts.leader().unwrap();
    assert!(leader.handles(libc::SIGTERM).unwrap() <= ready_us(&run));
    assert_eq!(leader.handles(libc::SIGKILL), None);
    let means: Vec<_> = leader.handling.iter().filter(|handling| handling.signal == libc::SIGTERM).collect();
    assert!(matches!(means[..], [Handling { by: Means::Wait, .. }]), "{means:?}");
    let children: Vec<_> = run.facts.children().map(|child| Sender::Process { pid: child.pid }).collect();
    let got = whats(&run, |what| matches!(what, EventKind::GotSignal { signal: libc::SIGTERM, .. }));
    let senders = got.iter().filter_map(|event| match event.what {
        EventKind::GotSignal { from, .. } => Some(from),
        _ => None,
    });
    assert_eq!(senders.collect::<Vec<_>>(), children);
}

fn a_descriptor_for_signals() {
    let run = observe(&["reads_signals"]);
    let leader = run.facts.leader().unwrap();
    assert!(leader.handles(libc::SIGHUP).unwrap() <= ready_us(&run));
    assert!(leader.handling.iter().any(|handling| handling.by == Means::SignalFd));
}

fn libc_blocks_for_itself() {
    let run = observe(&["lets_libc_block"]);
    let blocked = whats(&run, |what| matches!(what, EventKind::BlockedSignals { .. }));
    assert!(blocked.is_empty(), "{blocked:?}");
}
