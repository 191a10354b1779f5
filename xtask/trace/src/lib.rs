//! What a program did: processes, threads, pipes and signals, seen by ptrace at little cost.
//!
//! A supervisor with one thread and one poll(2) loop drives it. Nothing here waits, but
//! [`Tracer::until_exec`] for an exec that is due.
//!
//! ```text
//! gate, filter   the child's half: it waits until it is seized, then asks to be stopped at the calls that matter
//! tracer         the parent's half: takes wait statuses, records, resumes
//! ptrace, proc, memory, sockets   how it looks
//! calls          what each of those calls means
//! failing        calls that are made to fail
//! moments        where a signal may find a program, and threads that are held there
//! record         the events, told once, and their caps
//! next, wait     one step of the supervisor's loop, and its calls
//! event, what    what is recorded
//! facts          pure: events -> what happened
//! ```
//!
//! # In a supervisor
//!
//! ```ignore
//! let gate = Gate::new(&options)?;                    // before the fork
//! // In the child, after everything else (also after other seccomp filters), just before the exec:
//! gate.pass()?;
//! // In the parent, at once after the fork:
//! let mut tracer = Tracer::seize(gate, pid, began, options);   // Err(Unavailable): say so once, and go on without
//! if let Ok(tracer) = &mut tracer { tracer.until_exec() }      // before any wait for the exec
//! // Whenever SIGCHLD has come, instead of waitid and wait4:
//! loop {
//!     match trace::next(tracer.as_mut().ok()) {
//!         Next::NoChildren | Next::Quiet => break,
//!         Next::Seen(_) => {}
//!         Next::Ended(child) => ..,                            // the leader, or an orphan; reaped
//!     }
//! }
//! // When the run is judged to be over, before anything is frozen or killed:
//! tracer.seal();
//! // .. sweep, with `next` as above until NoChildren ..
//! let facts = Facts::from(&tracer.finish().events);
//! ```
//!
//! What a supervisor must know:
//!
//! - **Every wait it makes itself needs `__WALL | WNOHANG`, and its result must go to [`Tracer::handle`].** Under a tracer,
//!   a plain `waitid(P_ALL, WEXITED)` also tells of stops (`CLD_TRAPPED`), of threads, and of processes that are not its
//!   children. [`next()`] sorts that out.
//! - **The end of a tracee is told to its tracer first.** When that has taken it, it is a zombie of its parent's, as it
//!   would be alone, and the parent gets its SIGCHLD. If the parent then dies without waiting, the zombie comes to the
//!   subreaper and is told a second time, as an ordinary child: [`Next::Ended`]. So nothing changes for who counts orphans,
//!   and only these ends add to the resource usage:
//!   that of the others is contained in their parents'.
//! - **Who is killed must still be handled:** even after SIGKILL a tracee stops once more at its exit. A sweep that waits
//!   for `NoChildren` must call [`next()`] in its loop.
//! - **No tracee outlives the tracer:** `PTRACE_O_EXITKILL`. It must be so: without a tracer, a call that the
//!   filter stops at fails with ENOSYS.
//! - **/proc shows `t` (tracing stop)** for a thread that waits to be handled, for a moment. That is busy, not at rest. A
//!   process stopped by SIGSTOP shows `t` too, for good; [`Tracer::is_stopped`] knows the difference.
//!
//! # What is the same for the program, and what is not
//!
//! Signals, stops and continues, vfork, exec from a thread and death keep their meaning. Different are: a program that
//! itself uses ptrace, or `clone(CLONE_UNTRACED)`, fails; and where a signal is ignored by default (SIGCHLD) a call that
//! never restarts (epoll_wait, sigtimedwait) is made again by us, with its whole timeout; on aarch64 it fails with EINTR.
//!
//! Linux 5.3 or newer, x86_64 and aarch64. Calls made for another architecture (32 bits) are not seen.

mod calls;
mod event;
mod facts;
mod failing;
mod filter;
mod gate;
mod kind;
mod memory;
mod moments;
mod next;
mod proc;
mod ptrace;
mod record;
mod sockets;
mod tracer;
mod wait;

use std::io;
use std::mem;
use std::os::fd::{AsRawFd, BorrowedFd};

pub use event::*;
pub use facts::{EndRead, Facts, Fate, Handling, Lines, Means, Polling, Process, Program, Sent, WrittenLine};
pub use failing::{Failing, FailingCall};
pub use gate::Gate;
pub use moments::{Hold, Moment, Moments, Side};
pub use next::{Ended, Next, next};
pub use tracer::{AboutToFail, Handled, Tracer, Unavailable};

/// What is observed, and how much of it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The pipes whose writers are of interest.
    pub stdout: Option<PipeId>,
    pub stderr: Option<PipeId>,
    pub futexes: Futexes,
    pub reads: Reads,
    pub moments: Moments,
    pub failing: Vec<Failing>,
    pub most_events: usize,
    /// Each costs more than the program needs for it, so a flood is not looked at.
    pub most_writes: usize,
    /// Of one write, and of all together.
    pub most_bytes_of_a_write: usize,
    pub most_bytes: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            stdout: None,
            stderr: None,
            futexes: Futexes::Unseen,
            reads: Reads::Unseen,
            moments: Moments::Unseen,
            failing: Vec::new(),
            most_events: 100_000,
            most_writes: 4_096,
            most_bytes_of_a_write: 64 << 10,
            most_bytes: 1 << 20,
        }
    }
}

/// Waits at locks, conditions and joins. A program that fights for a lock makes thousands a
/// second, and each costs two stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Futexes {
    Unseen,
    /// Only waits for the end of a thread, which are few: a join that has to wait.
    Joins,
    Recorded,
}

/// Reads from pipes, connections and stdin, and writes into pipes. Most programs read much more often than they do anything
/// else that is observed, and each read costs two stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    Unseen,
    /// Those that meet the end of file are recorded, the first from each pipe, and what is written into one.
    Ends,
}

/// A pipe, whatever number its descriptors have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PipeId {
    device: u64,
    inode: u64,
}

impl PipeId {
    /// Of either end.
    pub fn of(end: BorrowedFd) -> io::Result<PipeId> {
        // SAFETY: all zeroes is a valid stat, and it outlives the call.
        let (result, stat) = unsafe {
            let mut stat: libc::stat = mem::zeroed();
            (libc::fstat(end.as_raw_fd(), &mut stat), stat)
        };
        if result == 0 {
            Ok(PipeId { device: stat.st_dev, inode: stat.st_ino })
        } else {
            Err(io::Error::last_os_error())
        }
    }
}
