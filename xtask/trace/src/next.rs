//! One step of a supervisor's loop: what the kernel has to tell about its children and, under a
//! tracer, about everybody below them.

use std::io;
use std::mem;

use crate::event::{Pid, Remains};
use crate::proc::{self, Status};
use crate::tracer::{Handled, Tracer};

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
    // Looked at while it is a zombie: afterwards nobody knows whose it was.
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

/// A stop, as wait4 would give it. Not an end: that must be looked at before it is taken.
pub(crate) fn take_stop(kind: libc::idtype_t, id: libc::id_t) -> Option<(Pid, libc::c_int)> {
    let info = waitid(kind, id, libc::WSTOPPED | libc::WNOHANG).ok()??;
    // SAFETY: waitid has filled it in.
    let (pid, code) = unsafe { (info.si_pid(), info.si_status()) };
    const STOPPED: libc::c_int = 0x7f;
    Some((pid, code << 8 | STOPPED))
}

fn peek_end() -> io::Result<Option<Pid>> {
    let info = waitid(libc::P_ALL, 0, libc::WEXITED | libc::WNOHANG | libc::WNOWAIT)?;
    // SAFETY: waitid has filled it in.
    Ok(info.map(|info| unsafe { info.si_pid() }))
}

/// waitid for threads and processes alike. `None` if there is nothing to tell.
pub(crate) fn waitid(
    kind: libc::idtype_t,
    id: libc::id_t,
    options: libc::c_int,
) -> io::Result<Option<libc::siginfo_t>> {
    // SAFETY: all zeroes is a valid siginfo_t, and it outlives the call; the kernel fills in the pid,
    // 0 if there is nothing to tell.
    unsafe {
        let mut info: libc::siginfo_t = mem::zeroed();
        match libc::waitid(kind, id, &mut info, options | libc::__WALL) {
            0 => Ok(Some(info).filter(|info| info.si_pid() != 0)),
            _ => Err(io::Error::last_os_error()),
        }
    }
}

fn take_end(pid: Pid) -> Option<(libc::c_int, libc::rusage)> {
    // SAFETY: all zeroes is a valid rusage; both outlive the call.
    unsafe {
        let mut status = 0;
        let mut usage: libc::rusage = mem::zeroed();
        let taken = libc::wait4(pid, &mut status, libc::WNOHANG | libc::__WALL, &mut usage);
        (taken == pid).then_some((status, usage))
    }
}
