//! The calls that the filter stops at: what they ask at their entry, what came of it at their exit.

mod enter;
mod leave;
mod naps;
mod signals;

use crate::Reads;
use crate::event::{Blocking, Dispositions, EventKind, Found, Opened, Pid, Stream, SystemV, SystemVKind};
pub use enter::enter;
pub use leave::leave;
pub use signals::sender;

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
    Did(Vec<EventKind>),
    /// Its exit is awaited.
    Awaits(Call),
    /// As `Awaits`, but something is recorded now, because others may feel it before it
    /// returns. An errno is filled in then.
    Announced(EventKind, Call),
}

/// A call whose result is awaited.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    Wait4,
    WaitId {
        only: Option<Pid>,
        info: u64,
    },
    Pipe {
        ends: u64,
    },
    Duplicate {
        from: i32,
        closes: Option<EventKind>,
    },
    Socket {
        family: i32,
    },
    SocketPair {
        fds: u64,
    },
    Bind {
        fd: i32,
        address: u64,
        length: u64,
    },
    Listen {
        fd: i32,
    },
    Accept {
        fd: i32,
    },
    Connect {
        fd: i32,
        address: u64,
        length: u64,
    },
    Signal,
    /// kill with signal 0.
    AskForProcess {
        pid: Pid,
    },
    SignalFd {
        set: u64,
    },
    /// `asked_us` is its timeout, if there is one.
    TakeSignal {
        info: u64,
        asked_us: Option<u64>,
    },
    Sleep {
        asked_us: u64,
    },
    /// For descriptors, with a timeout; 0 only asks.
    Poll {
        asked_us: u64,
    },
    Lock {
        fd: i32,
        operation: i32,
    },
    Futex {
        address: u64,
        expected: u32,
    },
    /// With a time limit: at a condition, mostly.
    TimedFutex {
        asked_us: u64,
    },
    Read(Origin),
    Write {
        stream: Stream,
        source: Source,
    },
    /// Into a pipe that is none of the observed ones.
    Send {
        inode: u64,
        source: Source,
    },
    /// semget and msgget. `before`: those that were there.
    MakeSystemV {
        kind: SystemVKind,
        before: Vec<i32>,
    },
    /// From descriptor to descriptor: splice and sendfile.
    Move {
        from: Option<Origin>,
        to: Option<Stream>,
    },
}

/// A descriptor whose end of file is of interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    fd: i32,
    what: Opened,
}

/// Where the bytes of a write come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Buffer(u64),
    Buffers { table: u64, count: usize },
}

impl Call {
    /// For how long it sleeps, in microseconds, if that is what it does.
    pub fn nap_us(&self) -> Option<u64> {
        if let Call::Sleep { asked_us } | Call::Poll { asked_us: asked_us @ 1.. } = self {
            return Some(*asked_us);
        }
        None
    }

    /// The calls that may block.
    pub fn blocking(&self) -> Option<Blocking> {
        match self {
            Call::Wait4 | Call::WaitId { .. } => Some(Blocking::Wait),
            Call::Accept { .. } => Some(Blocking::Accept),
            Call::Connect { .. } => Some(Blocking::Connect),
            Call::Lock { .. } => Some(Blocking::Lock),
            Call::Futex { .. } | Call::TimedFutex { .. } => Some(Blocking::Futex),
            Call::Write { stream, .. } | Call::Move { to: Some(stream), .. } => Some(Blocking::Write(*stream)),
            Call::Read(_) | Call::Move { to: None, .. } => Some(Blocking::Read),
            Call::TakeSignal { .. } => Some(Blocking::Signal),
            Call::Sleep { .. } | Call::Poll { asked_us: 1.. } => Some(Blocking::Nap),
            Call::Pipe { .. }
            | Call::Duplicate { .. }
            | Call::Socket { .. }
            | Call::SocketPair { .. }
            | Call::Bind { .. }
            | Call::Listen { .. }
            | Call::Signal
            | Call::AskForProcess { .. }
            | Call::SignalFd { .. }
            | Call::MakeSystemV { .. }
            | Call::Send { .. }
            | Call::Poll { asked_us: 0 } => None,
        }
    }
}

/// What a call has come to.
#[derive(Debug, Clone, Copy)]
pub struct Returned {
    /// Or, negative, the errno.
    pub result: i64,
    pub began_us: u64,
    pub at_us: u64,
}

/// What the calls must know of the tracer, and what it must know of them.
pub trait Knowledge {
    /// The observed pipe that a descriptor leads to.
    fn stream(&self, tid: Pid, fd: i32) -> Option<Stream>;
    /// What a wait that returned this child has found. `None`: the caller did not say where the number should go.
    /// Gives nothing if there was none.
    fn found(&mut self, parent: Pid, child: Option<Pid>, only: Option<Pid>) -> Option<Found>;
    /// The process that a thread belongs to.
    fn process_of(&self, tid: Pid) -> Pid;
    /// What a process does about signals, as far as it was recorded.
    fn dispositions(&mut self, pid: Pid) -> Option<&mut Dispositions>;
    /// The signals that a thread blocks, as far as they were recorded.
    fn blocked(&mut self, tid: Pid) -> Option<&mut u64>;
    /// Is this write to be looked at? Not after very many.
    fn takes_write(&mut self) -> bool;
    /// Is it the first time that this process gets something out of this pipe?
    fn receives_first(&mut self, pid: Pid, inode: u64) -> bool;
    /// How many bytes of a write are still to be kept.
    fn room(&self) -> usize;
    fn reads(&self) -> Reads;
    /// From here on it is a subreaper, or none any more.
    fn takes_orphans(&mut self, pid: Pid, is_subreaper: bool);
    /// This was made.
    fn made(&mut self, object: SystemV);
    /// The thread has done something that is not recorded, but ends a loop of looks and naps.
    fn interrupt(&mut self, tid: Pid);
}

/// Is this result the kernel's own? Then the call is not over, or ends with EINTR unseen.
pub fn is_cut_short(result: i64) -> bool {
    RESTARTS.contains(&-result)
}
