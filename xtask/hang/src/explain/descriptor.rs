//! Waiting at a descriptor: who has the other end?

use super::clause::Clause;
use super::names::Names;
use crate::snapshot::{Access, Call, DescriptorTarget, Open, Ours, Pid, Polled, Process, Snapshot, Socket, Thread};

/// Who has an end open: the process, and its descriptor.
pub type End = (Pid, i32);

pub fn read(snapshot: &Snapshot, process: &Process, fd: i32, names: &Names) -> Clause {
    match process.descriptor(fd).map(|open| &open.what) {
        Some(DescriptorTarget::Pipe(inode)) => read_pipe(snapshot, process, fd, *inode, names),
        Some(DescriptorTarget::Socket(inode)) => read_socket(snapshot, process, fd, *inode, names),
        Some(DescriptorTarget::Kernel(kind)) if kind == "signalfd" => {
            Clause::new("waits", "for a signal that does not come")
        }
        Some(DescriptorTarget::Kernel(kind)) => Clause::new("waits", format!("for its {kind} (fd {fd})")),
        Some(DescriptorTarget::File(path)) if is_terminal(path) => Clause::new("reads", "the terminal"),
        Some(DescriptorTarget::File(path)) => Clause::new("reads", format!("{path} (fd {fd})")),
        None => Clause::new("reads", format!("fd {fd}")),
    }
}

fn read_pipe(snapshot: &Snapshot, process: &Process, fd: i32, inode: u64, names: &Names) -> Clause {
    let own_name = if fd == 0 { "its stdin".to_owned() } else { format!("from pipe fd {fd}") };
    let writers = ends(snapshot, DescriptorTarget::Pipe(inode), Access::Write);
    if has(&snapshot.ours, &DescriptorTarget::Pipe(inode), Access::Write) {
        return Clause::new("reads", own_name).tail(", and nothing more comes");
    }
    let (own, others): (Vec<End>, Vec<End>) = writers.into_iter().partition(|(pid, _)| *pid == process.pid);
    let clause = Clause::new("reads", own_name).whom(pids(&others));
    match (own.as_slice(), others.as_slice()) {
        ([], []) => clause,
        ([(_, fd)], []) => {
            clause.whom(vec![process.pid]).tail(format!(", and its own fd {fd} is the last write end: close it"))
        }
        (own @ [_, ..], []) => {
            let fds = own.iter().map(|(_, fd)| fd.to_string()).collect::<Vec<_>>().join(", ");
            clause.whom(vec![process.pid]).tail(format!(", and its own fds {fds} are the last write ends: close them"))
        }
        ([], others) => clause.tail(format!(", and the write end of that pipe is open in {}", list(others, names))),
        ([(_, fd), ..], others) => clause.tail(format!(
            ", and the write end of that pipe is open in itself as fd {fd}, and in {}",
            list(others, names)
        )),
    }
}

fn read_socket(snapshot: &Snapshot, process: &Process, fd: i32, inode: u64, names: &Names) -> Clause {
    let clause = Clause::new("reads", format!("from socket fd {fd}"));
    let peer = match snapshot.sockets.get(&inode) {
        Some(Socket::Listening { at }) => return Clause::new("waits", format!("for a client on {at}")),
        Some(Socket::Connected { peer: Some(peer) }) => *peer,
        Some(Socket::Connected { peer: None } | Socket::Other) | None => return clause,
    };
    if has(&snapshot.ours, &DescriptorTarget::Socket(peer), Access::Both) {
        return clause.tail(", and the test at the other end sends nothing more");
    }
    let holders = ends(snapshot, DescriptorTarget::Socket(peer), Access::Both);
    let threads = process.threads.len() > 1;
    match holders.as_slice() {
        [] => clause,
        // Another thread may be the one to speak; otherwise none is.
        [(pid, other)] if *pid == process.pid && !threads => {
            clause.whom(vec![*pid]).tail(format!(", and has the other end itself, as fd {other}"))
        }
        [(pid, other)] if *pid == process.pid => {
            let reader = process.threads.iter().find(|thread| reads(thread, *other));
            let whom = reader.map(|thread| thread.tid);
            let speaks = whom.map(|tid| format!(", where {} reads too: neither speaks first", names.thread(tid)));
            let speaks = speaks.unwrap_or_default();
            clause.whom(whom.into_iter().collect()).tail(format!("; the other end is fd {other}{speaks}"))
        }
        others => {
            let is_reading = |(pid, fd): &End| {
                let process = snapshot.process(*pid);
                process.is_some_and(|process| process.threads.iter().all(|thread| reads(thread, *fd)))
            };
            let speaks = if others.iter().all(is_reading) { ", which reads too: neither speaks first" } else { "" };
            let tail = format!(", and the other end is open in {}{speaks}", list(others, names));
            clause.whom(pids(others)).tail(tail)
        }
    }
}

fn reads(thread: &Thread, from: i32) -> bool {
    matches!(thread.call, Call::Read { fd, .. } if fd == from)
}

pub fn write(snapshot: &Snapshot, process: &Process, fd: i32, pipe_bytes: Option<u64>, names: &Names) -> Clause {
    let own_name = match fd {
        1 => "to its stdout".to_owned(),
        2 => "to its stderr".to_owned(),
        _ => format!("to fd {fd}"),
    };
    let Some(DescriptorTarget::Pipe(inode)) = process.descriptor(fd).map(|open| open.what.clone()) else {
        return Clause::new("writes", own_name);
    };
    if has(&snapshot.ours, &DescriptorTarget::Pipe(inode), Access::Read) {
        return Clause::new("writes", own_name).tail(", more and more");
    }
    let size = pipe_bytes.map(|bytes| format!(" ({bytes} bytes)")).unwrap_or_default();
    let readers = ends(snapshot, DescriptorTarget::Pipe(inode), Access::Read);
    let full = format!(", a pipe that is full{size}");
    let clause = Clause::new("writes", own_name);
    match readers.as_slice() {
        [] => clause.tail(full),
        [(pid, other)] if *pid == process.pid => {
            clause.whom(vec![*pid]).tail(format!("{full}, and its own fd {other} is the only read end"))
        }
        others => {
            clause.whom(pids(others)).tail(format!("{full}, and the read end is open in {}", list(others, names)))
        }
    }
}

pub fn accept(snapshot: &Snapshot, process: &Process, fd: i32) -> Clause {
    let socket = process.descriptor(fd).and_then(|open| match open.what {
        DescriptorTarget::Socket(inode) => snapshot.sockets.get(&inode),
        DescriptorTarget::Pipe(_) | DescriptorTarget::File(_) | DescriptorTarget::Kernel(_) => None,
    });
    match socket {
        Some(Socket::Listening { at }) => Clause::new("waits", format!("for a client on {at}")),
        _ => Clause::new("waits", format!("for a client (fd {fd})")),
    }
}

/// `for a lock on orders.txt`
pub fn file_lock(process: &Process, fd: i32) -> String {
    match process.descriptor(fd).map(|open| &open.what) {
        Some(DescriptorTarget::File(path)) => format!("for a lock on {}", path.rsplit('/').next().unwrap_or(path)),
        _ => format!("for a file lock (fd {fd})"),
    }
}

/// Several descriptors at once.
pub fn any_of(snapshot: &Snapshot, process: &Process, fds: &[Polled]) -> Clause {
    let one = |polled: &Polled| {
        let fd = polled.fd;
        match process.descriptor(fd).map(|open| &open.what) {
            Some(DescriptorTarget::Socket(inode)) => match snapshot.sockets.get(inode) {
                Some(Socket::Listening { at }) => format!("a client on {at}"),
                _ => format!("socket fd {fd}"),
            },
            Some(DescriptorTarget::Pipe(_)) if fd == 0 => "its stdin".to_owned(),
            Some(DescriptorTarget::Pipe(_)) => format!("pipe fd {fd}"),
            Some(DescriptorTarget::Kernel(kind)) if kind == "signalfd" => "a signal".to_owned(),
            _ => format!("fd {fd}"),
        }
    };
    let all: Vec<String> = fds.iter().take(4).map(one).collect();
    let more = if fds.len() > 4 { format!(" or {} others", fds.len() - 4) } else { String::new() };
    Clause::new("waits", format!("in poll for {}{more}", all.join(" or ")))
}

fn is_terminal(path: &str) -> bool {
    path.starts_with("/dev/pts/") || path.starts_with("/dev/tty")
}

/// All ends of this kind in the tree.
pub fn ends(snapshot: &Snapshot, what: DescriptorTarget, access: Access) -> Vec<End> {
    let of = |process: &Process| {
        let pid = process.pid;
        let open = process.open.iter().filter(|open| is_end(open, &what, access)).map(|open| (pid, open.fd));
        open.collect::<Vec<End>>()
    };
    snapshot.processes.iter().flat_map(of).collect()
}

/// Has the observer this end?
pub fn has(ours: &Ours, what: &DescriptorTarget, access: Access) -> bool {
    ours.open.iter().any(|open| is_end(open, what, access))
}

fn is_end(open: &Open, what: &DescriptorTarget, access: Access) -> bool {
    open.what == *what && (open.access == access || open.access == Access::Both)
}

fn pids(ends: &[End]) -> Vec<Pid> {
    let mut pids: Vec<Pid> = ends.iter().map(|(pid, _)| *pid).collect();
    pids.dedup();
    pids
}

/// `your program (pid 912) as fd 4, and in tr (pid 913) as fd 0`
fn list(ends: &[End], names: &Names) -> String {
    const MOST: usize = 3;
    let one = |(pid, fd): &End| format!("{} as fd {fd}", names.process(*pid));
    let all: Vec<String> = ends.iter().take(MOST).map(one).collect();
    let more = if ends.len() > MOST { format!(" and {} more times", ends.len() - MOST) } else { String::new() };
    all.join(" and in ") + &more
}
