//! What is recorded: plain values, in the order in which the tracer was told of them.

mod descriptor;
mod ending;
mod signal;

use nanoserde::{DeBin, SerBin};

use crate::failing::FailingCall;

pub use descriptor::{Address, End, Open, Opened, Stream};
pub use ending::{Ending, Found, Last, Remains, Usage};
pub(crate) use signal::has;
pub use signal::{Disposition, Dispositions, Sender, Taking};

pub type Pid = libc::pid_t;

/// One thing that a thread did, or that happened to it.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Event {
    /// Since the beginning that [`crate::Tracer::seize`] was given, in microseconds.
    pub at_us: u64,
    pub pid: Pid,
    pub tid: Pid,
    pub what: EventKind,
}

/// What happened. Of a call that can block, `began_us` is when it was entered, and the event stands where it returned.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum EventKind {
    /// A new process, however it was made: fork, vfork, posix_spawn, `Command`.
    Forked {
        child: Pid,
        call: Fork,
    },
    /// A new thread of the same process.
    StartedThread {
        thread: Pid,
    },
    /// Another program. `path` is the file that the kernel runs (for a script its
    /// interpreter), `open` what it has inherited.
    Executed {
        path: Vec<u8>,
        argv: Vec<Vec<u8>>,
        open: Vec<Open>,
    },
    /// A thread other than the first has called exit(2). One that ends with its process, or because another thread executes
    /// a program, is told of there alone. `cpu_us`: how long it had the processor, where the kernel tells.
    EndedThread {
        cpu_us: Option<u64>,
    },
    /// The process has ended. It began to at `began_us`: that is before it could be seen, while the event stands where
    /// the tracer was told. `last` is missing if the kernel gave no time to look at it.
    Ended {
        ending: Ending,
        last: Option<Last>,
        remains: Remains,
        began_us: u64,
    },
    /// wait4 or waitid. One that found nothing to tell (WNOHANG) is a look: see `Polled`.
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
    /// kill and its relatives. `to` is as kill(2) takes it: negative for a group. `errno` is missing if it did
    /// not live to see the result. Signal 0 only asks: it stands here if there is no such process (ESRCH) or it failed,
    /// and is a look (`Polled`) otherwise.
    SentSignal {
        to: Pid,
        signal: i32,
        errno: Option<i32>,
    },
    /// A signal is being delivered, to a handler or to its default; also one that is ignored. Or it was taken by sigwait
    /// and its relatives; what is read from a signalfd is not seen.
    GotSignal {
        signal: i32,
        from: Sender,
    },
    /// sigaction has changed what this signal does to the process. Rust's runtime sets SIGPIPE before `main`. Seen are HUP,
    /// INT, QUIT, USR1, USR2, PIPE, ALRM, TERM, CHLD, CONT, TSTP and WINCH; of the others only [`Last`] knows.
    SetHandler {
        signal: i32,
        disposition: Disposition,
    },
    /// The signals that this thread keeps from being delivered, a set as in [`Dispositions`]. Moments in which libc blocks
    /// every one for itself are left out, and so is what changes nothing.
    BlockedSignals {
        set: u64,
    },
    /// The thread takes the signals of this set itself: it begins to wait for them, or has made a signalfd. It stands here
    /// once, not for each wait for the same set.
    AwaitsSignals {
        set: u64,
        by: Taking,
    },
    /// The thread asks again and again, this many times in a row, and does nothing else that can be seen. A look is a
    /// question that was answered with "not yet": waitpid with WNOHANG, poll with timeout 0, kill with signal 0, accept
    /// (read, where it is seen) on what does not block. A nap is a sleep that ran out. What waits for something with a
    /// timeout that ran out (poll, epoll_wait, select, sigtimedwait) is both. One of them alone stands here too: then it is
    /// a sleep, or a look, and no loop.
    ///
    /// The event stands where the first one returned; `until_us` is when the last one did. `asked_us` is how long all
    /// naps together were meant to be.
    Polled {
        naps: u64,
        looks: u64,
        asked_us: u64,
        began_us: u64,
        until_us: u64,
    },
    /// It has read to the end of a pipe, a connection or its stdin, where that was asked for ([`crate::Reads`]). Reading
    /// on at the end is not told again.
    ReadEnd {
        fd: i32,
        from: Opened,
    },
    /// The first time that a process has got something out of this pipe, where reads were asked for.
    Received {
        inode: u64,
        began_us: u64,
    },
    /// Something went into a pipe that is none of the two observed ones, where reads were asked for. `bytes` and `count`
    /// are as in `Wrote`.
    Sent {
        inode: u64,
        bytes: Vec<u8>,
        count: u64,
    },
    /// The process stops, by this signal, until it is continued.
    Stopped {
        signal: i32,
    },
    Continued,
    /// A file is opened, and made if it is not there: openat with O_CREAT and its relatives, as asked for. `exclusive`: it
    /// fails if the file is there (O_EXCL). `path` as the program gave it.
    Creates {
        path: Vec<u8>,
        exclusive: bool,
    },
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
    /// Something reached one of the two observed pipes. `bytes` is cut at a cap and empty after
    /// splice and sendfile; `count` is not.
    Wrote {
        stream: Stream,
        bytes: Vec<u8>,
        count: u64,
        began_us: u64,
    },
    /// This call fails, without being made: it was to ([`crate::Failing`]).
    MadeToFail {
        call: FailingCall,
        errno: i32,
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

/// What a tracer has recorded.
#[derive(Debug, Clone, PartialEq, Default, SerBin, DeBin)]
pub struct Recorded {
    pub events: Vec<Event>,
    /// Events that came when the cap was reached. If there are any, facts are missing: nothing may be
    /// concluded from what is not there.
    pub dropped: u64,
    /// Writes that came when the cap was reached: not known are their writers, texts and streams.
    pub unseen_writes: u64,
    /// How often a tracee was stopped.
    pub stops: u64,
    /// Calls in which threads were when a seccomp filter killed their process. Which of several threads made the one that
    /// was refused, the kernel does not tell.
    pub refused: Vec<Refused>,
    /// What was made and may outlive the run.
    pub system_v: Vec<SystemV>,
}

/// A System V object of which the kernel does not tell who made it. (Of a segment of memory it does.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub struct SystemV {
    pub kind: SystemVKind,
    pub id: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum SystemVKind {
    Semaphores,
    Messages,
}

/// A call in which a thread was killed by a filter.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Refused {
    pub pid: Pid,
    pub number: i64,
    pub arguments: [u64; 6],
    /// By the machine's own numbers; otherwise those of another, as `int 0x80` has them.
    pub is_native: bool,
}

/// A call that may block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Blocking {
    Wait,
    Accept,
    Connect,
    Lock,
    Futex,
    Write(Stream),
    /// A read, where reads are seen.
    Read,
    /// sigwait and its relatives.
    Signal,
    /// A sleep, or a wait with a timeout for a descriptor.
    Nap,
}
