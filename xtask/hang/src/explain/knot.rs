//! Threads that none but each other could wake. A circle of two is one, and so is a reader of a pipe that
//! holds the last write end itself.
//!
//! Found from the other side: whose wait the outside could end, or time, or a thread that is not known to wait, goes on
//! some day; so does every thread that one of those could wake. The rest never does.

use std::collections::{BTreeMap, BTreeSet};

use super::descriptor::{ends, has};
use super::sync::{self, Tool};
use crate::snapshot::{Access, Activity, Call, DescriptorTarget, Life, Pid, Process, Snapshot, Socket, Thread, Whom};

/// Who could end a wait: any one of these threads. None: others as well, or it is not known.
type Wakers = Option<Vec<Pid>>;

/// The threads of the knot; none if there is none.
pub fn find(snapshot: &Snapshot) -> BTreeSet<Pid> {
    let mut asleep: BTreeMap<Pid, Vec<Pid>> = BTreeMap::new();
    if snapshot.between_ms > 0 {
        for process in snapshot.processes.iter().filter(|process| process.life == Life::Alive) {
            let all = process.threads.iter();
            asleep.extend(all.filter_map(|thread| Some((thread.tid, wakers(snapshot, process, thread)?))));
        }
    }
    loop {
        let wakes = |wakers: &[Pid]| wakers.iter().any(|waker| !asleep.contains_key(waker));
        let awake: Vec<Pid> = asleep.iter().filter(|(_, wakers)| wakes(wakers)).map(|(tid, _)| *tid).collect();
        if awake.is_empty() {
            return asleep.into_keys().collect();
        }
        asleep.retain(|tid, _| !awake.contains(tid));
    }
}

fn wakers(snapshot: &Snapshot, process: &Process, thread: &Thread) -> Wakers {
    if thread.activity != Activity::Still {
        return None;
    }
    let others = || process.threads.iter().map(|other| other.tid).filter(|tid| *tid != thread.tid).collect();
    // These two go on waiting whatever signal comes.
    match sync::tool(process, thread).filter(|_| thread.call.limit_ms().is_none()) {
        Some(Tool::Join(whom)) => return Some(vec![whom]),
        Some(Tool::Lock) => {
            let Call::Futex { word, is_private: true, .. } = thread.call else { return None };
            return Some(sync::holder(process, word).map_or_else(others, |holder| vec![holder.tid]));
        }
        _ if process.handles_signals => return None,
        _ => {}
    }
    match &thread.call {
        Call::Futex { is_private: true, timeout_ms: None, .. } => Some(others()),
        Call::Read { fd, timeout_ms: None } => writers(snapshot, &process.descriptor(*fd)?.what),
        Call::Write { fd, .. } => readers(snapshot, &process.descriptor(*fd)?.what),
        // It is not brought back, and wakes no other.
        Call::Ended => Some(Vec::new()),
        Call::Wait { whom, blocks: true } => children(snapshot, process, *whom),
        Call::Futex { .. }
        | Call::Read { .. }
        | Call::Wait { .. }
        | Call::Accept { .. }
        | Call::Connect { .. }
        | Call::Poll { .. }
        | Call::Signal
        | Call::Sleep { .. }
        | Call::FileLock { .. }
        | Call::OpenFifo { .. }
        | Call::Outside
        | Call::Other(_) => None,
    }
}

fn writers(snapshot: &Snapshot, what: &DescriptorTarget) -> Wakers {
    match what {
        DescriptorTarget::Pipe(_) => holders(snapshot, what, Access::Write),
        DescriptorTarget::Socket(inode) => {
            holders(snapshot, &DescriptorTarget::Socket(peer(snapshot, *inode)?), Access::Both)
        }
        DescriptorTarget::File(_) | DescriptorTarget::Kernel(_) => None,
    }
}

fn readers(snapshot: &Snapshot, what: &DescriptorTarget) -> Wakers {
    match what {
        DescriptorTarget::Pipe(_) => holders(snapshot, what, Access::Read),
        DescriptorTarget::Socket(_) | DescriptorTarget::File(_) | DescriptorTarget::Kernel(_) => None,
    }
}

/// The threads of all processes that have an end open.
fn holders(snapshot: &Snapshot, what: &DescriptorTarget, access: Access) -> Wakers {
    // A process that hides its descriptors may have it open, and so may a process that has just been born.
    let is_hidden = |process: &Process| process.life != Life::Zombie && process.open.is_empty();
    let pids: BTreeSet<Pid> = ends(snapshot, what.clone(), access).into_iter().map(|(pid, _)| pid).collect();
    if has(&snapshot.ours, what, access) || pids.is_empty() || snapshot.processes.iter().any(is_hidden) {
        return None;
    }
    threads(snapshot, pids)
}

fn peer(snapshot: &Snapshot, inode: u64) -> Option<u64> {
    match snapshot.sockets.get(&inode)? {
        Socket::Connected { peer } => *peer,
        Socket::Listening { .. } | Socket::Other => None,
    }
}

fn children(snapshot: &Snapshot, process: &Process, whom: Whom) -> Wakers {
    match whom {
        Whom::Child(child) => threads(snapshot, [child]),
        Whom::AnyChild => threads(snapshot, snapshot.children(process.pid).map(|child| child.pid)),
        Whom::Group(_) => None,
    }
}

/// All threads of these processes. A stopped one may be continued from anywhere, and an ended one was to be found at once.
fn threads(snapshot: &Snapshot, pids: impl IntoIterator<Item = Pid>) -> Wakers {
    let mut threads = Vec::new();
    for pid in pids {
        let process = snapshot.process(pid).filter(|process| process.life == Life::Alive)?;
        threads.extend(process.threads.iter().map(|thread| thread.tid));
    }
    (!threads.is_empty()).then_some(threads)
}
