//! One step of a supervisor's loop: what the kernel has to tell about its children and, under a
//! tracer, about all processes below them.

use crate::event::{Pid, Remains};
use crate::proc::{self, Status};
use crate::tracer::{Handled, Tracer};
use crate::wait::{peek_end, take_end, take_stop};

/// What there was to tell.
#[derive(Debug)]
pub enum Next {
    /// There is no child any more, and so no descendant.
    NoChildren,
    /// Nothing for now. SIGCHLD comes with more.
    Quiet,
    /// A tracee's business, which has been seen to.
    Seen(Handled),
    /// A child of ours has ended and is reaped: the leader, or an orphan that came to us.
    Ended(Ended),
}

/// A child of ours that has ended.
#[derive(Debug)]
pub struct Ended {
    pub pid: Pid,
    /// As from wait4.
    pub status: libc::c_int,
    pub usage: libc::rusage,
    /// Its name of at most 15 bytes.
    pub name: Vec<u8>,
}

/// Takes in one piece of news, without waiting for it. To be called until it is quiet, whenever SIGCHLD has come; the stop
/// of a tracee sends one as the end of a child does. Works without a tracer as well.
pub fn next(mut tracer: Option<&mut Tracer>) -> Next {
    if let Some(tracer) = &mut tracer
        && let Some((pid, status)) = take_stop(libc::P_ALL, 0)
    {
        return Next::Seen(tracer.handle(pid, status));
    }
    let pid = match peek_end() {
        Ok(Some(pid)) => pid,
        Ok(None) => return Next::Quiet,
        Err(_) => return Next::NoChildren,
    };
    // Looked at while it is a zombie: afterwards it cannot be known whose it was.
    let own = std::process::id() as Pid;
    let is_own = |status: Status| status.tgid == pid && status.parent == own;
    let was_ours = tracer.is_none() || Status::of(pid).is_some_and(is_own);
    let name = proc::name(pid);
    let Some((status, usage)) = take_end(pid) else { return Next::Seen(Handled::NotTraced) };
    let handled = tracer.map_or(Handled::NotTraced, |tracer| tracer.handle(pid, status));
    // It may have stopped since the first question, and the second tells of that as well.
    if libc::WIFSTOPPED(status) {
        return Next::Seen(handled);
    }
    // Its parent may have ended in between.
    if was_ours || matches!(handled, Handled::ProcessEnded { remains: Remains::Ours, .. }) {
        Next::Ended(Ended { pid, status, usage, name })
    } else {
        Next::Seen(handled)
    }
}
