//! The calls that ask the kernel about children and tracees.

use std::io;
use std::mem;

use crate::event::Pid;

/// A stop, as wait4 would give it. Not an end: that must be looked at before it is taken.
pub fn take_stop(kind: libc::idtype_t, id: libc::id_t) -> Option<(Pid, libc::c_int)> {
    let info = waitid(kind, id, libc::WSTOPPED | libc::WNOHANG).ok()??;
    // SAFETY: waitid has filled it in.
    let (pid, code) = unsafe { (info.si_pid(), info.si_status()) };
    const STOPPED: libc::c_int = 0x7f;
    Some((pid, code << 8 | STOPPED))
}

/// The child that has ended and is not taken yet.
pub fn peek_end() -> io::Result<Option<Pid>> {
    let info = waitid(libc::P_ALL, 0, libc::WEXITED | libc::WNOHANG | libc::WNOWAIT)?;
    // SAFETY: waitid has filled it in.
    Ok(info.map(|info| unsafe { info.si_pid() }))
}

/// waitid for threads and processes alike. `None` if there is nothing to tell.
pub fn waitid(kind: libc::idtype_t, id: libc::id_t, options: libc::c_int) -> io::Result<Option<libc::siginfo_t>> {
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

/// Takes a child that has ended: its status and what it used.
pub fn take_end(pid: Pid) -> Option<(libc::c_int, libc::rusage)> {
    // SAFETY: all zeroes is a valid rusage; both outlive the call.
    unsafe {
        let mut status = 0;
        let mut usage: libc::rusage = mem::zeroed();
        let taken = libc::wait4(pid, &mut status, libc::WNOHANG | libc::__WALL, &mut usage);
        (taken == pid).then_some((status, usage))
    }
}
