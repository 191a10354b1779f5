//! What was seen: plain facts, without judgement.

use std::collections::BTreeMap;

/// The number of a process or a thread.
pub type Pid = libc::pid_t;

/// Sleeping for no longer than this at a time, in milliseconds, and again and again, is asking again and again.
pub const LONGEST_NAP_MS: u64 = 150;

/// A tree of processes at one moment, looked at twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// The process that was started; the others are below it.
    pub leader: Pid,
    /// It is a program of the system, such as a shell, and not the student's.
    pub is_leader_systems: bool,
    /// The leader first.
    pub processes: Vec<Process>,
    /// Sockets that processes of the tree have open, by inode.
    pub sockets: BTreeMap<u64, Socket>,
    /// The ends of pipes and the sockets that the observer itself has open.
    pub ours: Ours,
    /// Time between the two looks, in milliseconds.
    pub between_ms: u64,
}

/// What the observer has open: it stands for the world outside the tree.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ours {
    pub open: Vec<Open>,
}

/// A process.
#[derive(Debug, Clone, PartialEq)]
pub struct Process {
    pub pid: Pid,
    pub parent: Pid,
    /// The name of its program, without folders; of a program other than the leader's, and of a zombie's, 15 bytes of it.
    pub program: String,
    pub life: Life,
    /// The first thread first.
    pub threads: Vec<Thread>,
    pub open: Vec<Open>,
    /// It has handlers for signals, besides those that every program has from the libraries:
    /// a signal may wake it.
    pub handles_signals: bool,
}

/// How alive a process is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    Alive,
    /// By SIGSTOP or another stop signal.
    Stopped,
    /// Ended and not waited for.
    Zombie,
}

/// A thread.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    pub tid: Pid,
    /// At most 15 bytes. A thread that was given no name has its parent's.
    pub name: String,
    pub activity: Activity,
    /// What it waits for, or what it did when last seen.
    pub call: Call,
    /// The innermost first.
    pub frames: Vec<Frame>,
    /// The same at other moments, if it runs all the time.
    pub samples: Vec<Vec<Frame>>,
}

/// What a thread did between the looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// It waited in the same call all the time.
    Still,
    /// It was ready to run in every look, and used this much processor time, in microseconds.
    Runs { cpu_us: u64 },
    /// It went to sleep, and woke up again, this many times.
    Wakes { times: u64 },
    /// It was seen in different calls.
    Moves,
}

/// A system call with what could be read of its arguments.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    /// `value` is what the word was when it went to sleep, `now` what it is now; `timeout_ms` what was left of the time
    /// that it waits at most, if there is a limit.
    Futex {
        word: u64,
        value: u32,
        now: Option<u32>,
        is_private: bool,
        timeout_ms: Option<u64>,
    },
    /// `timeout_ms`: when it gives up, if that is a socket with such a limit.
    Read {
        fd: i32,
        timeout_ms: Option<u64>,
    },
    /// `pipe_bytes`: how much the pipe holds, if it is one.
    Write {
        fd: i32,
        pipe_bytes: Option<u64>,
    },
    Accept {
        fd: i32,
    },
    Connect {
        fd: i32,
    },
    /// `poll`, `select` and `epoll`; `forever` without a timeout.
    Poll {
        fds: Vec<Polled>,
        timeout_ms: Option<u64>,
    },
    /// `waitpid` and `waitid`; with WNOHANG it does not block.
    Wait {
        whom: Whom,
        blocks: bool,
    },
    /// `pause`, `sigsuspend`, `sigwait`.
    Signal,
    /// `is_whole`: the time asked for, not only what was left of it.
    Sleep {
        ns: Option<u64>,
        is_whole: bool,
    },
    /// `flock` and `fcntl`.
    FileLock {
        fd: i32,
    },
    /// Of a FIFO, which waits for the other side.
    OpenFifo {
        path: Option<String>,
    },
    /// In no call: it runs, or is stopped while it ran.
    Outside,
    /// The thread has ended: a process's first, while others of it live on.
    Ended,
    /// Another call, by number; -1 if nothing could be read.
    Other(i64),
}

impl Call {
    /// For how long it waits at most, in milliseconds, if that is limited.
    pub fn limit_ms(&self) -> Option<u64> {
        if let Call::Sleep { ns, .. } = self {
            ns.map(|ns| ns / 1_000_000)
        } else if let Call::Poll { timeout_ms, .. } | Call::Futex { timeout_ms, .. } | Call::Read { timeout_ms, .. } =
            self
        {
            *timeout_ms
        } else {
            None
        }
    }

    /// How long its nap is at most, in milliseconds: a wait for time to pass, with no descriptor that could end it.
    pub fn nap_ms(&self) -> Option<u64> {
        let is_poll = matches!(self, Call::Poll { fds, .. } if !fds.is_empty());
        let is_for_descriptors = is_poll || matches!(self, Call::Read { .. });
        self.limit_ms().filter(|_| !is_for_descriptors)
    }
}

/// A descriptor that is polled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Polled {
    pub fd: i32,
    /// For input; otherwise for output or trouble only.
    pub for_input: bool,
}

/// Whom a wait waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    AnyChild,
    Child(Pid),
    Group(Pid),
}

/// A descriptor.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    pub fd: i32,
    pub what: DescriptorTarget,
    pub access: Access,
}

/// What a descriptor is open on.
#[derive(Debug, Clone, PartialEq)]
pub enum DescriptorTarget {
    /// A pipe by its inode; a FIFO as well.
    Pipe(u64),
    Socket(u64),
    File(String),
    /// `signalfd`, `eventfd`, `timerfd` ..
    Kernel(String),
}

/// What a descriptor is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
    Both,
}

/// A socket.
#[derive(Debug, Clone, PartialEq)]
pub enum Socket {
    Listening {
        at: String,
    },
    /// `peer` is the inode of the other end if it is on this machine.
    Connected {
        peer: Option<u64>,
    },
    /// Neither, as a datagram socket.
    Other,
}

/// A function that is being executed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// As the linker knows it.
    pub symbol: String,
    /// File and line, if there is debug information.
    pub line: Option<(String, u32)>,
    /// Otherwise it may be a leftover on the stack.
    pub is_certain: bool,
    /// The instruction before is one that only passes the time, as `std::hint::spin_loop` has it.
    pub is_behind_pause: bool,
    pub holds: Vec<Holds>,
}

/// A lock that a frame holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Holds {
    pub lock: u64,
    pub taken: Option<(String, u32)>,
}

impl Snapshot {
    pub fn process(&self, pid: Pid) -> Option<&Process> {
        self.processes.iter().find(|process| process.pid == pid)
    }

    /// The children of a process, ended ones too.
    pub fn children(&self, pid: Pid) -> impl Iterator<Item = &Process> {
        self.processes.iter().filter(move |process| process.parent == pid)
    }
}

impl Process {
    pub fn descriptor(&self, fd: i32) -> Option<&Open> {
        self.open.iter().find(|open| open.fd == fd)
    }
}
