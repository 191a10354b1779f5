//! At the exit of a call.

use super::{Call, Caller, Knowledge, Returned, Source, signals};
use crate::event::{End, EventKind, Found, Opened, Pid, Stream, SystemV, Taking};
use crate::{memory, proc, sockets};

/// What came of it.
pub fn leave(caller: Caller, call: Call, returned: Returned, known: &mut impl Knowledge) -> Vec<EventKind> {
    let Caller { pid, tid } = caller;
    let Returned { result, began_us, .. } = returned;
    let errno = if result < 0 { -result as i32 } else { 0 };
    let is_done = errno == 0;
    let one = match call {
        Call::Wait4 => Some(waited(returned, pid_found(pid, result, None, known))),
        Call::WaitId { only, info } => Some(waited(returned, id_found(caller, result, only, info, known))),
        Call::Pipe { ends } => is_done.then(|| made_pipe(tid, ends)).flatten(),
        Call::Duplicate { from, closes } if is_done => return duplicated(tid, from, result as i32, closes),
        Call::Duplicate { .. } => None,
        Call::Socket { family } => is_done.then_some(EventKind::MadeSocket { fd: result as i32, family }),
        Call::SocketPair { fds } => {
            is_done.then(|| pair(tid, fds)).flatten().map(|fds| EventKind::MadeSocketPair { fds })
        }
        Call::Bind { fd, address, length } => {
            let address = if is_done { sockets::own(pid, fd) } else { sockets::given(tid, address, length) };
            Some(EventKind::Bound { fd, address, errno })
        }
        Call::Listen { fd } => Some(EventKind::Listened { fd, address: sockets::own(pid, fd), errno }),
        Call::Accept { .. } if errno == libc::EAGAIN => Some(looked(returned)),
        Call::Accept { fd } => {
            let connection = if is_done { result as i32 } else { -1 };
            Some(EventKind::Accepted { fd, connection, peer: sockets::peer(pid, connection), errno, began_us })
        }
        Call::Connect { fd, address, length } => {
            Some(EventKind::Connected { fd, address: sockets::given(tid, address, length), errno, began_us })
        }
        // Filled into what was recorded at the entry.
        Call::Signal => None,
        Call::AskForProcess { .. } if is_done => Some(looked(returned)),
        Call::AskForProcess { pid: to } => Some(EventKind::SentSignal { to, signal: 0, errno: Some(errno) }),
        Call::SignalFd { set } => is_done.then_some(EventKind::AwaitsSignals { set, by: Taking::SignalFd }),
        Call::TakeSignal { info, asked_us } => took_signal(tid, returned, info, asked_us),
        Call::Sleep { asked_us } => is_done.then(|| polled(returned, Polled { naps: 1, looks: 0, asked_us })),
        Call::Poll { asked_us } => waited_for_descriptors(tid, returned, asked_us, known),
        Call::MakeSystemV { kind, before } => {
            let id = result as i32;
            if is_done && !before.contains(&id) {
                known.made(SystemV { kind, id });
            }
            None
        }
        Call::Lock { fd, operation } => Some(EventKind::Locked { fd, operation, errno, began_us }),
        Call::Futex { address, expected } => Some(EventKind::WaitedAtFutex { address, expected, errno, began_us }),
        Call::TimedFutex { asked_us } if errno == libc::ETIMEDOUT => {
            Some(polled(returned, Polled { naps: 1, looks: 1, asked_us }))
        }
        // It was woken, or what it would wait for was there already.
        Call::TimedFutex { .. } => {
            known.interrupt(tid);
            None
        }
        Call::Read(origin) => match result {
            0 => Some(EventKind::ReadEnd { fd: origin.fd, from: origin.what }),
            _ if errno == libc::EAGAIN => Some(looked(returned)),
            _ => {
                known.interrupt(tid);
                received(pid, returned, &origin.what, known)
            }
        },
        Call::Write { stream, source } => wrote(stream, returned, |length| source.bytes(tid, length.min(known.room()))),
        Call::Send { inode, source } => {
            let length = usize::try_from(result).ok().filter(|length| *length > 0);
            length.map(|length| {
                let bytes = source.bytes(tid, length.min(known.room()));
                EventKind::Sent { inode, bytes, count: length as u64 }
            })
        }
        Call::Move { from: Some(origin), .. } if result == 0 => {
            Some(EventKind::ReadEnd { fd: origin.fd, from: origin.what })
        }
        // The bytes never are in the process.
        Call::Move { to: Some(stream), .. } => wrote(stream, returned, |_| Vec::new()),
        Call::Move { from, to: None } => {
            known.interrupt(tid);
            from.and_then(|origin| received(pid, returned, &origin.what, known))
        }
    };
    one.into_iter().collect()
}

/// What one call adds to a loop of looks and naps.
struct Polled {
    naps: u64,
    looks: u64,
    asked_us: u64,
}

fn polled(returned: Returned, Polled { naps, looks, asked_us }: Polled) -> EventKind {
    EventKind::Polled { naps, looks, asked_us, began_us: returned.began_us, until_us: returned.at_us }
}

fn looked(returned: Returned) -> EventKind {
    polled(returned, Polled { naps: 0, looks: 1, asked_us: 0 })
}

/// It waited for something until its timeout: that is a look and, if there was time to pass, a nap.
fn ran_out(returned: Returned, asked_us: u64) -> EventKind {
    polled(returned, Polled { naps: u64::from(asked_us > 0), looks: 1, asked_us })
}

fn waited_for_descriptors(
    tid: Pid,
    returned: Returned,
    asked_us: u64,
    known: &mut impl Knowledge,
) -> Option<EventKind> {
    match returned.result {
        0 => return Some(ran_out(returned, asked_us)),
        // What it waited for has come.
        1.. => known.interrupt(tid),
        ..0 => {}
    }
    None
}

fn took_signal(tid: Pid, returned: Returned, info: u64, asked_us: Option<u64>) -> Option<EventKind> {
    match (returned.result, asked_us) {
        (signal @ 1.., _) => Some(EventKind::GotSignal { signal: signal as i32, from: signals::sender_at(tid, info) }),
        (error, Some(asked_us)) if -error == i64::from(libc::EAGAIN) => Some(ran_out(returned, asked_us)),
        _ => None,
    }
}

fn received(pid: Pid, returned: Returned, from: &Opened, known: &mut impl Knowledge) -> Option<EventKind> {
    let Opened::Pipe { inode, .. } = *from else { return None };
    let is_first = returned.result > 0 && known.receives_first(pid, inode);
    is_first.then_some(EventKind::Received { inode, began_us: returned.began_us })
}

impl Source {
    fn bytes(self, tid: Pid, most: usize) -> Vec<u8> {
        match self {
            Source::Buffer(address) => memory::bytes(tid, address, most),
            Source::Buffers { table, count } => memory::gathered(tid, table, count, most),
        }
    }
}

fn wrote(stream: Stream, returned: Returned, bytes: impl FnOnce(usize) -> Vec<u8>) -> Option<EventKind> {
    let Returned { result, began_us, .. } = returned;
    let count = u64::try_from(result).ok().filter(|count| *count > 0)?;
    Some(EventKind::Wrote { stream, bytes: bytes(count as usize), count, began_us })
}

fn waited(returned: Returned, found: Option<Found>) -> EventKind {
    match found {
        Some(found) => EventKind::Waited { began_us: returned.began_us, found },
        None => looked(returned),
    }
}

fn pid_found(pid: Pid, result: i64, only: Option<Pid>, known: &mut impl Knowledge) -> Option<Found> {
    match result {
        0 => None,
        child if child > 0 => known.found(pid, Some(child as Pid), only),
        error if -error == i64::from(libc::ECHILD) => Some(Found::NoChildren),
        error => Some(Found::Failed { errno: -error as i32 }),
    }
}

/// waitid gives 0 and says in a siginfo_t who it was, if it was given room for one.
fn id_found(caller: Caller, result: i64, only: Option<Pid>, info: u64, known: &mut impl Knowledge) -> Option<Found> {
    const PID: u64 = 16;
    match (result, info) {
        (0, 0) => known.found(caller.pid, None, only),
        (0, info) => {
            let child = memory::array(caller.tid, info + PID).map_or(0, i32::from_ne_bytes);
            pid_found(caller.pid, i64::from(child), only, known)
        }
        (error, _) => pid_found(caller.pid, error, only, known),
    }
}

fn pair(tid: Pid, address: u64) -> Option<[i32; 2]> {
    let bytes: [u8; 8] = memory::array(tid, address)?;
    let [a, b, c, d, e, f, g, h] = bytes;
    Some([i32::from_ne_bytes([a, b, c, d]), i32::from_ne_bytes([e, f, g, h])])
}

fn made_pipe(tid: Pid, ends: u64) -> Option<EventKind> {
    let [read_fd, write_fd] = pair(tid, ends)?;
    match proc::opened(tid, read_fd)? {
        Opened::Pipe { inode, end: End::Read } => Some(EventKind::MadePipe { inode, read_fd, write_fd }),
        // Closed by another thread meanwhile, and taken by something else.
        Opened::Pipe { .. } | Opened::Socket { .. } | Opened::Other { .. } => None,
    }
}

fn duplicated(tid: Pid, from: i32, to: i32, closes: Option<EventKind>) -> Vec<EventKind> {
    let duplicate = proc::opened(tid, to).map(|what| EventKind::Duplicated { from, to, what });
    closes.into_iter().chain(duplicate).collect()
}
