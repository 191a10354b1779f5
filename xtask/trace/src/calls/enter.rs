//! At the entry of a call.

use super::{Call, Caller, Entered, Knowledge, Origin, Source, naps, signals};
use crate::Reads;
use crate::event::{EventKind, Opened, Pid, SystemVKind};
use crate::{memory, proc};

/// The longest path that the kernel takes.
const MOST_OF_A_PATH: usize = libc::PATH_MAX as usize;

pub fn enter(caller: Caller, number: i64, arguments: [u64; 6], known: &mut impl Knowledge) -> Entered {
    let [first, second, third, fourth, fifth, _] = arguments;
    let Caller { tid, .. } = caller;
    let fd = first as i32;
    match number as libc::c_long {
        libc::SYS_write => writes(tid, fd, Source::Buffer(second), known),
        libc::SYS_writev => writes(tid, fd, Source::Buffers { table: second, count: third as usize }, known),
        libc::SYS_sendfile => moves(tid, second as i32, fd, fourth, known),
        libc::SYS_splice => moves(tid, fd, third as i32, fifth, known),
        libc::SYS_read | libc::SYS_recvfrom if third == 0 => Entered::Unseen,
        libc::SYS_read | libc::SYS_readv | libc::SYS_recvfrom | libc::SYS_recvmsg => match origin(tid, fd) {
            Some(origin) => Entered::Awaits(Call::Read(origin)),
            None => Entered::Unseen,
        },
        libc::SYS_close => Entered::Did(closes(tid, fd).into_iter().collect()),
        libc::SYS_close_range => Entered::Did(closes_range(tid, first as u32, second as u32, third as u32)),
        libc::SYS_wait4 => Entered::Awaits(Call::Wait4),
        libc::SYS_waitid => {
            let only = match first as libc::idtype_t {
                libc::P_PID => Some(second as Pid),
                libc::P_PIDFD => proc::pid_of_pidfd(tid, second as i32),
                _ => None,
            };
            Entered::Awaits(Call::WaitId { only, info: third })
        }
        libc::SYS_pipe2 => Entered::Awaits(Call::Pipe { ends: first }),
        libc::SYS_dup | libc::SYS_fcntl => Entered::Awaits(Call::Duplicate { from: fd, closes: None }),
        libc::SYS_dup3 => duplicates_to(tid, fd, second as i32),
        libc::SYS_socket => Entered::Awaits(Call::Socket { family: fd }),
        libc::SYS_socketpair => Entered::Awaits(Call::SocketPair { fds: fourth }),
        libc::SYS_bind => Entered::Awaits(Call::Bind { fd, address: second, length: third }),
        libc::SYS_listen => Entered::Awaits(Call::Listen { fd }),
        libc::SYS_accept | libc::SYS_accept4 => Entered::Awaits(Call::Accept { fd }),
        libc::SYS_connect => Entered::Awaits(Call::Connect { fd, address: second, length: third }),
        libc::SYS_kill | libc::SYS_rt_sigqueueinfo => signals::sends(fd, second),
        libc::SYS_tkill => signals::sends(known.process_of(fd), second),
        libc::SYS_tgkill | libc::SYS_rt_tgsigqueueinfo => signals::sends(fd, third),
        libc::SYS_pidfd_send_signal => signals::sends(proc::pid_of_pidfd(tid, fd).unwrap_or(0), second),
        libc::SYS_rt_sigaction => Entered::Did(signals::set_handler(caller, fd, second, known).into_iter().collect()),
        libc::SYS_prctl => {
            known.takes_orphans(caller.pid, second != 0);
            Entered::Unseen
        }
        libc::SYS_rt_sigprocmask => Entered::Did(signals::blocks(tid, fd, second, known).into_iter().collect()),
        libc::SYS_rt_sigtimedwait => signals::takes(tid, first, second, third),
        libc::SYS_signalfd4 => signals::makes_descriptor(tid, second),
        libc::SYS_nanosleep => Entered::Awaits(Call::Sleep { asked_us: naps::timespec_us(tid, first) }),
        libc::SYS_clock_nanosleep => {
            Entered::Awaits(Call::Sleep { asked_us: naps::on_clock_us(tid, fd, second as i32, third) })
        }
        libc::SYS_ppoll => naps::polls(tid, first, second, naps::timespec_us(tid, third)),
        libc::SYS_pselect6 => naps::selects([first, second, third, fourth], naps::timespec_us(tid, fifth)),
        libc::SYS_epoll_pwait => naps::waits(naps::milliseconds_us(fourth)),
        libc::SYS_epoll_pwait2 => naps::waits(naps::timespec_us(tid, fourth)),
        libc::SYS_openat => Entered::Did(vec![creates(tid, second, third)]),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_open => Entered::Did(vec![creates(tid, first, second)]),
        // A new name, and an error if there is one: POSIX semaphores come into being so.
        libc::SYS_linkat => Entered::Did(vec![creates(tid, fourth, libc::O_EXCL as u64)]),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_link => Entered::Did(vec![creates(tid, second, libc::O_EXCL as u64)]),
        libc::SYS_semget => makes(SystemVKind::Semaphores, fd, third as i32),
        libc::SYS_msgget => makes(SystemVKind::Messages, fd, second as i32),
        libc::SYS_flock => Entered::Awaits(Call::Lock { fd, operation: second as i32 }),
        libc::SYS_futex if fourth != 0 && naps::is_timed(second as i32) => {
            Entered::Awaits(Call::TimedFutex { asked_us: naps::futex_us(tid, second as i32, fourth) })
        }
        libc::SYS_futex => Entered::Awaits(Call::Futex { address: first, expected: third as u32 }),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_pipe => Entered::Awaits(Call::Pipe { ends: first }),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_dup2 => duplicates_to(tid, fd, second as i32),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_signalfd => signals::makes_descriptor(tid, second),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_poll => naps::polls(tid, first, second, naps::milliseconds_us(third)),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_select => naps::selects([first, second, third, fourth], naps::timeval_us(tid, fifth)),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_epoll_wait => naps::waits(naps::milliseconds_us(fourth)),
        _ => Entered::Unseen,
    }
}

/// Of the calls that open, only those that have O_CREAT stop.
fn creates(tid: Pid, path: u64, flags: u64) -> EventKind {
    let mut path = memory::bytes(tid, path, MOST_OF_A_PATH);
    path.truncate(path.iter().position(|byte| *byte == 0).unwrap_or(path.len()));
    EventKind::Creates { path, exclusive: flags as i32 & libc::O_EXCL != 0 }
}

/// Whether the key had an object before is known only by a look.
fn makes(kind: SystemVKind, key: i32, flags: i32) -> Entered {
    if key != libc::IPC_PRIVATE && flags & libc::IPC_CREAT == 0 {
        return Entered::Unseen;
    }
    Entered::Awaits(Call::MakeSystemV { kind, before: proc::system_v(kind) })
}

fn writes(tid: Pid, fd: i32, source: Source, known: &mut impl Knowledge) -> Entered {
    if known.takes_write()
        && let Some(stream) = known.stream(tid, fd)
    {
        return Entered::Awaits(Call::Write { stream, source });
    }
    if known.reads() == Reads::Ends
        && let Some(Opened::Pipe { inode, .. }) = proc::opened(tid, fd)
        && known.takes_write()
    {
        return Entered::Awaits(Call::Send { inode, source });
    }
    // It says something to another: no loop that only asks.
    known.interrupt(tid);
    Entered::Unseen
}

fn moves(tid: Pid, from: i32, to: i32, count: u64, known: &mut impl Knowledge) -> Entered {
    let from = match known.reads() {
        Reads::Ends if count > 0 => origin(tid, from),
        Reads::Ends | Reads::Unseen => None,
    };
    let to = known.stream(tid, to);
    if from.is_some() || to.is_some() {
        return Entered::Awaits(Call::Move { from, to });
    }
    known.interrupt(tid);
    Entered::Unseen
}

/// Where the end of file says something about others: a pipe, a connection, and the standard input whatever it is.
fn origin(tid: Pid, fd: i32) -> Option<Origin> {
    let what = proc::opened(tid, fd)?;
    let matters = fd == 0 || matches!(what, Opened::Pipe { .. } | Opened::Socket { .. });
    matters.then_some(Origin { fd, what })
}

/// A pipe end; what else is closed does not matter.
fn closes(tid: Pid, fd: i32) -> Option<EventKind> {
    closed(fd, proc::opened(tid, fd)?)
}

fn closed(fd: i32, what: Opened) -> Option<EventKind> {
    match what {
        Opened::Pipe { inode, end } => Some(EventKind::ClosedPipe { fd, inode, end }),
        Opened::Socket { .. } | Opened::Other { .. } => None,
    }
}

fn closes_range(tid: Pid, first: u32, last: u32, flags: u32) -> Vec<EventKind> {
    if flags & libc::CLOSE_RANGE_CLOEXEC != 0 {
        return Vec::new();
    }
    let open = proc::open(tid).into_iter().filter(|open| (first..=last).contains(&(open.fd as u32)));
    open.filter_map(|open| closed(open.fd, open.what)).collect()
}

fn duplicates_to(tid: Pid, from: i32, to: i32) -> Entered {
    let closes = if from == to { None } else { closes(tid, to) };
    Entered::Awaits(Call::Duplicate { from, closes })
}
