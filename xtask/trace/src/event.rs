//! What is recorded: plain values, in the order in which the tracer was told of them.

use nanoserde::{DeBin, SerBin};

pub type Pid = libc::pid_t;

/// One thing that a thread did, or that happened to it.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Event {
    /// Since the beginning that [`crate::Tracer::seize`] was given, in microseconds.
    pub at_us: u64,
    pub pid: Pid,
    pub tid: Pid,
    pub what: What,
}

/// What happened. Of a call that can block, `began_us` is when it was entered, and the event stands where it returned.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum What {
    /// A new process, however it was made: fork, vfork, posix_spawn, `Command`.
    Forked {
        child: Pid,
        call: Fork,
    },
    /// A new thread of the same process.
    StartedThread {
        thread: Pid,
    },
    /// Another program. `path` is the file that the kernel runs (for a script its interpreter), `open` what it has inherited.
    Executed {
        path: Vec<u8>,
        argv: Vec<Vec<u8>>,
        open: Vec<Open>,
    },
    /// A thread has ended, but not its process.
    EndedThread,
    /// The process has ended. It began to at `began_us`: that is before anybody could see it, while the event stands where the
    /// tracer was told. `last` is missing if the kernel gave no time to look at it.
    Ended {
        ending: Ending,
        last: Option<Last>,
        remains: Remains,
        began_us: u64,
    },
    /// wait4 or waitid.
    Waited {
        began_us: u64,
        found: Found,
    },
    MadePipe {
        inode: u64,
        read_fd: i32,
        write_fd: i32,
    },
    /// dup, dup2, dup3 or fcntl(F_DUPFD).
    Duplicated {
        from: i32,
        to: i32,
        what: Opened,
    },
    /// A pipe end, by close, close_range or as the target of dup2.
    ClosedPipe {
        fd: i32,
        inode: u64,
        end: End,
    },
    MadeSocket {
        fd: i32,
        family: i32,
    },
    MadeSocketPair {
        fds: [i32; 2],
    },
    /// `address` is the real one, also where port 0 was asked for.
    Bound {
        fd: i32,
        address: Address,
        errno: i32,
    },
    Listened {
        fd: i32,
        address: Address,
        errno: i32,
    },
    Connected {
        fd: i32,
        address: Address,
        errno: i32,
        began_us: u64,
    },
    /// `connection` is the new descriptor, or -1.
    Accepted {
        fd: i32,
        connection: i32,
        peer: Address,
        errno: i32,
        began_us: u64,
    },
    /// kill and its relatives. `to` is as kill(2) takes it: negative for a group. Signal 0 only asks. `errno` is missing if it
    /// did not live to see the result.
    SentSignal {
        to: Pid,
        signal: i32,
        errno: Option<i32>,
    },
    /// A signal is being delivered, to a handler or to its default; also one that is ignored.
    GotSignal {
        signal: i32,
        from: Sender,
    },
    /// The process stops, by this signal, until it is continued.
    Stopped {
        signal: i32,
    },
    Continued,
    /// flock(2).
    Locked {
        fd: i32,
        operation: i32,
        errno: i32,
        began_us: u64,
    },
    /// futex(2) waiting, where it was asked for. `address` is the lock's, or of what is joined; 0 is success.
    WaitedAtFutex {
        address: u64,
        expected: u32,
        errno: i32,
        began_us: u64,
    },
    /// Something reached one of the two observed pipes. `bytes` is cut at a cap and empty after splice and sendfile; `count` is not.
    Wrote {
        stream: Stream,
        bytes: Vec<u8>,
        count: u64,
        began_us: u64,
    },
    /// It was still in this call when it was killed, or when the record was closed.
    NeverReturned {
        call: Blocking,
        began_us: u64,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Fork {
    Fork,
    /// Also posix_spawn and, most often, `Command`.
    Vfork,
    /// clone(2) with another signal than SIGCHLD at its end.
    Clone,
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Ending {
    Exited { code: i32 },
    Signaled { signal: i32, core: bool },
}

/// What the end of a process left in the table, a moment after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Remains {
    /// A zombie, for its parent to wait for.
    Zombie,
    /// Nothing: its parent was waiting already, or ignores SIGCHLD and does not want to be told.
    Nothing,
    /// Nothing: it was a child of the tracer's, which has reaped it. The leader, or one whose parent was gone.
    Ours,
}

/// A process just before its end.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Last {
    /// Its open descriptors, in order.
    pub open: Vec<Open>,
    pub usage: Usage,
    pub dispositions: Dispositions,
}

/// What a process has used so far, all its threads together, also the ended ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, SerBin, DeBin)]
pub struct Usage {
    /// User and system time.
    pub cpu_us: u64,
    /// Ready to run, but waiting for a processor: what a busy machine adds.
    pub ready_us: u64,
    /// Times it gave up the processor by itself, without those that the tracer caused.
    pub voluntary_switches: u64,
    pub involuntary_switches: u64,
    /// Largest resident set.
    pub peak_memory_bytes: u64,
}

/// What a process does about signals: bit n - 1 stands for signal n.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, SerBin, DeBin)]
pub struct Dispositions {
    pub caught: u64,
    pub ignored: u64,
    /// By its first thread.
    pub blocked: u64,
}

impl Dispositions {
    pub fn catches(&self, signal: i32) -> bool {
        has(self.caught, signal)
    }

    pub fn ignores(&self, signal: i32) -> bool {
        has(self.ignored, signal)
    }

    pub fn blocks(&self, signal: i32) -> bool {
        has(self.blocked, signal)
    }
}

fn has(set: u64, signal: i32) -> bool {
    (1..=64).contains(&signal) && set >> (signal - 1) & 1 == 1
}

/// An open descriptor.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Open {
    pub fd: i32,
    pub what: Opened,
}

#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub enum Opened {
    Pipe {
        inode: u64,
        end: End,
    },
    Socket {
        inode: u64,
    },
    /// As /proc names it: a path, or `anon_inode:[eventfd]`.
    Other {
        name: Vec<u8>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum End {
    Read,
    Write,
    /// A pipe opened through /proc for both.
    Both,
}

/// What a wait found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Found {
    /// It is gone from the table now.
    Reaped {
        child: Pid,
        ending: Ending,
    },
    /// It has stopped or gone on, or was only looked at (WNOWAIT).
    Changed {
        child: Pid,
    },
    /// WNOHANG, and nobody had ended; so many times in a row, from this event on.
    NothingYet {
        times: u64,
    },
    /// `ECHILD`
    NoChildren,
    Failed {
        errno: i32,
    },
}

/// Where a signal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Sender {
    /// kill and its relatives; perhaps itself.
    Process { pid: Pid },
    /// SIGCHLD: this child has ended, stopped or gone on.
    Child { pid: Pid },
    /// A fault, a timer, a terminal.
    Kernel,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Stream {
    Stdout,
    Stderr,
}

#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub enum Address {
    Inet {
        host: String,
        port: u16,
    },
    /// Empty if it has no name; the first byte is 0 in the abstract namespace.
    Unix {
        path: Vec<u8>,
    },
    Unknown,
}

/// A call that may wait for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Blocking {
    Wait,
    Accept,
    Connect,
    Lock,
    Futex,
    Write(Stream),
}
