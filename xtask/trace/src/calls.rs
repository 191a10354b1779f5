//! The calls that the filter stops at: what they ask at their entry, what came of it at their exit.

use crate::event::{Blocking, End, Found, Opened, Pid, Sender, Stream, What};
use crate::{memory, proc, sockets};

/// The kernel's own, which a program never sees: the call is cut short by a signal and perhaps made again.
const RESTARTS: [i64; 4] = [512, 513, 514, 516];

/// Where a call is made.
#[derive(Debug, Clone, Copy)]
pub struct Caller {
    pub pid: Pid,
    pub tid: Pid,
}

/// What is to be done at the entry of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Entered {
    /// It does not matter after all.
    Unseen,
    /// All is known.
    Did(Vec<What>),
    /// Its exit is awaited.
    Awaits(Call),
    /// Recorded now, because others may feel it before it returns; the errno is filled in.
    Announced(What),
}

/// A call whose result is awaited.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    Wait4,
    WaitId { only: Option<Pid>, info: u64 },
    Pipe { ends: u64 },
    Duplicate { from: i32, closes: Option<What> },
    Socket { family: i32 },
    SocketPair { fds: u64 },
    Bind { fd: i32, address: u64, length: u64 },
    Listen { fd: i32 },
    Accept { fd: i32 },
    Connect { fd: i32, address: u64, length: u64 },
    Signal,
    Lock { fd: i32, operation: i32 },
    Futex { address: u64, expected: u32 },
    Write { stream: Stream, source: Source },
}

/// Where the bytes of a write come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Buffer(u64),
    Buffers {
        table: u64,
        count: usize,
    },
    /// From another descriptor: they never are in the process.
    Kernel,
}

impl Call {
    /// The calls that may wait for somebody.
    pub fn blocking(&self) -> Option<Blocking> {
        match self {
            Call::Wait4 | Call::WaitId { .. } => Some(Blocking::Wait),
            Call::Accept { .. } => Some(Blocking::Accept),
            Call::Connect { .. } => Some(Blocking::Connect),
            Call::Lock { .. } => Some(Blocking::Lock),
            Call::Futex { .. } => Some(Blocking::Futex),
            Call::Write { stream, .. } => Some(Blocking::Write(*stream)),
            Call::Pipe { .. }
            | Call::Duplicate { .. }
            | Call::Socket { .. }
            | Call::SocketPair { .. }
            | Call::Bind { .. }
            | Call::Listen { .. }
            | Call::Signal => None,
        }
    }
}

/// What the calls must know of the tracer.
pub trait Knowledge {
    /// The observed pipe that a descriptor leads to.
    fn stream(&self, tid: Pid, fd: i32) -> Option<Stream>;
    /// What a wait that returned this child has found. `None`: the caller did not say where the number should go.
    fn found(&mut self, parent: Pid, child: Option<Pid>, only: Option<Pid>) -> Found;
    /// The process that a thread belongs to.
    fn process_of(&self, tid: Pid) -> Pid;
    /// How many bytes of a write are still to be kept.
    fn room(&self) -> usize;
}

/// At the entry.
pub fn enter(caller: Caller, number: i64, arguments: [u64; 6], known: &impl Knowledge) -> Entered {
    let [first, second, third, fourth, ..] = arguments;
    let Caller { tid, .. } = caller;
    let fd = first as i32;
    let write = |fd: i32, source: Source| match known.stream(tid, fd) {
        Some(stream) => Entered::Awaits(Call::Write { stream, source }),
        None => Entered::Unseen,
    };
    let signal = |to: Pid, signal: u64| Entered::Announced(What::SentSignal { to, signal: signal as i32, errno: None });
    match number as libc::c_long {
        libc::SYS_write => write(fd, Source::Buffer(second)),
        libc::SYS_writev => write(fd, Source::Buffers { table: second, count: third as usize }),
        libc::SYS_sendfile => write(fd, Source::Kernel),
        libc::SYS_splice => write(third as i32, Source::Kernel),
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
        libc::SYS_kill | libc::SYS_rt_sigqueueinfo => signal(fd, second),
        libc::SYS_tkill => signal(known.process_of(fd), second),
        libc::SYS_tgkill | libc::SYS_rt_tgsigqueueinfo => signal(fd, third),
        libc::SYS_pidfd_send_signal => signal(proc::pid_of_pidfd(tid, fd).unwrap_or(0), second),
        libc::SYS_flock => Entered::Awaits(Call::Lock { fd, operation: second as i32 }),
        libc::SYS_futex => Entered::Awaits(Call::Futex { address: first, expected: third as u32 }),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_pipe => Entered::Awaits(Call::Pipe { ends: first }),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_dup2 => duplicates_to(tid, fd, second as i32),
        _ => Entered::Unseen,
    }
}

/// A pipe end; what else is closed does not matter.
fn closes(tid: Pid, fd: i32) -> Option<What> {
    closed(fd, proc::opened(tid, fd)?)
}

fn closed(fd: i32, what: Opened) -> Option<What> {
    match what {
        Opened::Pipe { inode, end } => Some(What::ClosedPipe { fd, inode, end }),
        Opened::Socket { .. } | Opened::Other { .. } => None,
    }
}

fn closes_range(tid: Pid, first: u32, last: u32, flags: u32) -> Vec<What> {
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

/// Is this result the kernel's own? Then the call is not over, or ends with EINTR unseen.
pub fn is_cut_short(result: i64) -> bool {
    RESTARTS.contains(&-result)
}

/// At the exit: what came of it.
pub fn leave(caller: Caller, call: Call, result: i64, began_us: u64, known: &mut impl Knowledge) -> Vec<What> {
    let Caller { pid, tid } = caller;
    let errno = if result < 0 { -result as i32 } else { 0 };
    let is_done = errno == 0;
    let one = match call {
        Call::Wait4 => What::Waited { began_us, found: waited(pid, result, None, known) },
        Call::WaitId { only, info } => What::Waited { began_us, found: waited_id(caller, result, only, info, known) },
        Call::Pipe { ends } if is_done => return made_pipe(tid, ends).into_iter().collect(),
        Call::Duplicate { from, closes } if is_done => return duplicated(tid, from, result as i32, closes),
        Call::Socket { family } if is_done => What::MadeSocket { fd: result as i32, family },
        Call::SocketPair { fds } if is_done => match pair(tid, fds) {
            Some(fds) => What::MadeSocketPair { fds },
            None => return Vec::new(),
        },
        Call::Pipe { .. } | Call::Duplicate { .. } | Call::Socket { .. } | Call::SocketPair { .. } => {
            return Vec::new();
        }
        Call::Bind { fd, address, length } => {
            let address = if is_done { sockets::own(pid, fd) } else { sockets::given(tid, address, length) };
            What::Bound { fd, address, errno }
        }
        Call::Listen { fd } => What::Listened { fd, address: sockets::own(pid, fd), errno },
        Call::Accept { fd } => {
            let connection = if is_done { result as i32 } else { -1 };
            What::Accepted { fd, connection, peer: sockets::peer(pid, connection), errno, began_us }
        }
        Call::Connect { fd, address, length } => {
            What::Connected { fd, address: sockets::given(tid, address, length), errno, began_us }
        }
        // Filled into what was recorded at the entry.
        Call::Signal => return Vec::new(),
        Call::Lock { fd, operation } => What::Locked { fd, operation, errno, began_us },
        Call::Futex { address, expected } => What::WaitedAtFutex { address, expected, errno, began_us },
        Call::Write { .. } if result <= 0 => return Vec::new(),
        Call::Write { stream, source } => {
            let length = known.room().min(result as usize);
            let bytes = match source {
                Source::Buffer(address) => memory::bytes(tid, address, length),
                Source::Buffers { table, count } => memory::gathered(tid, table, count, length),
                Source::Kernel => Vec::new(),
            };
            What::Wrote { stream, bytes, count: result as u64, began_us }
        }
    };
    vec![one]
}

fn waited(pid: Pid, result: i64, only: Option<Pid>, known: &mut impl Knowledge) -> Found {
    match result {
        0 => Found::NothingYet { times: 1 },
        child if child > 0 => known.found(pid, Some(child as Pid), only),
        error if -error == i64::from(libc::ECHILD) => Found::NoChildren,
        error => Found::Failed { errno: -error as i32 },
    }
}

/// waitid gives 0 and says in a siginfo_t who it was, if it was given room for one.
fn waited_id(caller: Caller, result: i64, only: Option<Pid>, info: u64, known: &mut impl Knowledge) -> Found {
    const PID: u64 = 16;
    match (result, info) {
        (0, 0) => known.found(caller.pid, None, only),
        (0, info) => {
            let child = memory::array(caller.tid, info + PID).map_or(0, i32::from_ne_bytes);
            waited(caller.pid, i64::from(child), only, known)
        }
        (error, _) => waited(caller.pid, error, only, known),
    }
}

fn pair(tid: Pid, address: u64) -> Option<[i32; 2]> {
    let bytes: [u8; 8] = memory::array(tid, address)?;
    let [a, b, c, d, e, f, g, h] = bytes;
    Some([i32::from_ne_bytes([a, b, c, d]), i32::from_ne_bytes([e, f, g, h])])
}

fn made_pipe(tid: Pid, ends: u64) -> Option<What> {
    let [read_fd, write_fd] = pair(tid, ends)?;
    match proc::opened(tid, read_fd)? {
        Opened::Pipe { inode, end: End::Read } => Some(What::MadePipe { inode, read_fd, write_fd }),
        // Closed by another thread meanwhile, and taken by something else.
        Opened::Pipe { .. } | Opened::Socket { .. } | Opened::Other { .. } => None,
    }
}

fn duplicated(tid: Pid, from: i32, to: i32, closes: Option<What>) -> Vec<What> {
    let duplicate = proc::opened(tid, to).map(|what| What::Duplicated { from, to, what });
    closes.into_iter().chain(duplicate).collect()
}

/// Where a signal comes from.
pub fn sender(info: &libc::siginfo_t) -> Sender {
    // SAFETY: the kernel has filled in the field for these codes.
    let pid = || unsafe { info.si_pid() };
    match (info.si_code, info.si_signo) {
        (libc::SI_USER | libc::SI_TKILL | libc::SI_QUEUE, _) => Sender::Process { pid: pid() },
        (code, libc::SIGCHLD) if (libc::CLD_EXITED..=libc::CLD_CONTINUED).contains(&code) => {
            Sender::Child { pid: pid() }
        }
        _ => Sender::Kernel,
    }
}
