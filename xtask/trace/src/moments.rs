//! The moments at which a signal may find a program: the end of each call that is stopped at, and just before each call in
//! which it may go to sleep.
//!
//! Between two of them nothing happens that another process could see. At the end of a write the lock of stdout is still
//! held; just before a call that sleeps is the gap between a look at a flag and the wait for it to change.

use nanoserde::{DeBin, SerBin};

use crate::event::{Opened, Pid};
use crate::proc;

/// Are more calls stopped at, so that there is a moment before each sleep?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moments {
    Unseen,
    Seen,
}

/// One of them. The thread stands still in it until it is let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub struct Moment {
    pub pid: Pid,
    pub tid: Pid,
    /// The number of the call.
    pub call: i64,
    pub side: Side,
}

/// Of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Side {
    /// It has not begun.
    Before,
    /// It has done what it does; its caller has not gone on.
    After,
    /// It sleeps in it: the program has come to rest.
    In,
}

/// At which moments a thread is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hold {
    #[default]
    Nowhere,
    /// After a write to one of the two observed pipes.
    AfterWrites,
    /// At every moment of this process.
    At(Pid),
    /// At the first call that the handler of this signal makes, in this process.
    InHandler { pid: Pid, signal: i32 },
    /// The handler has begun in this thread.
    OfHandler { tid: Pid },
}

impl Moment {
    /// The call by the name that a program knows it by: `waitpid`, not `wait4`.
    pub fn call_name(&self) -> &'static str {
        name(self.call)
    }
}

/// Does the thread go to sleep in this call, if what it waits for is not there?
pub(crate) fn may_sleep(tid: Pid, number: i64, arguments: [u64; 6]) -> bool {
    let [first, second, third, fourth, ..] = arguments;
    let has_time = |timeout: u64| timeout as i32 != 0;
    match number as libc::c_long {
        libc::SYS_read | libc::SYS_readv | libc::SYS_recvfrom | libc::SYS_recvmsg => is_waited_for(tid, first as i32),
        libc::SYS_wait4 => third as i32 & libc::WNOHANG == 0,
        libc::SYS_waitid => fourth as i32 & libc::WNOHANG == 0,
        libc::SYS_epoll_pwait => has_time(fourth),
        libc::SYS_futex => matches!(
            second as i32 & libc::FUTEX_CMD_MASK,
            libc::FUTEX_WAIT | libc::FUTEX_WAIT_BITSET | libc::FUTEX_LOCK_PI
        ),
        libc::SYS_accept
        | libc::SYS_accept4
        | libc::SYS_connect
        | libc::SYS_flock
        | libc::SYS_nanosleep
        | libc::SYS_clock_nanosleep
        | libc::SYS_rt_sigtimedwait
        | libc::SYS_rt_sigsuspend
        | libc::SYS_ppoll
        | libc::SYS_pselect6
        | libc::SYS_epoll_pwait2
        | libc::SYS_semop
        | libc::SYS_semtimedop
        | libc::SYS_msgrcv => true,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_pause | libc::SYS_select => true,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_poll => has_time(third),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_epoll_wait => has_time(fourth),
        _ => false,
    }
}

/// A file is there at once; a pipe, a connection, a terminal may let its reader wait.
pub(crate) fn is_waited_for(tid: Pid, fd: i32) -> bool {
    match proc::opened(tid, fd) {
        Some(Opened::Other { name }) => !name.starts_with(b"/") || name.starts_with(b"/dev/"),
        Some(Opened::Pipe { .. } | Opened::Socket { .. }) => true,
        None => false,
    }
}

fn name(number: i64) -> &'static str {
    match number as libc::c_long {
        libc::SYS_read | libc::SYS_readv => "read",
        libc::SYS_recvfrom | libc::SYS_recvmsg => "recv",
        libc::SYS_write | libc::SYS_writev => "write",
        libc::SYS_sendfile => "sendfile",
        libc::SYS_splice => "splice",
        libc::SYS_wait4 | libc::SYS_waitid => "waitpid",
        libc::SYS_pipe2 => "pipe",
        libc::SYS_dup | libc::SYS_fcntl => "dup",
        libc::SYS_dup3 => "dup2",
        libc::SYS_close | libc::SYS_close_range => "close",
        libc::SYS_socket => "socket",
        libc::SYS_socketpair => "socketpair",
        libc::SYS_bind => "bind",
        libc::SYS_listen => "listen",
        libc::SYS_accept | libc::SYS_accept4 => "accept",
        libc::SYS_connect => "connect",
        libc::SYS_kill | libc::SYS_tkill | libc::SYS_tgkill => "kill",
        libc::SYS_rt_sigqueueinfo | libc::SYS_rt_tgsigqueueinfo => "sigqueue",
        libc::SYS_pidfd_send_signal => "pidfd_send_signal",
        libc::SYS_signalfd4 => "signalfd",
        libc::SYS_rt_sigaction => "sigaction",
        libc::SYS_rt_sigprocmask => "sigprocmask",
        libc::SYS_rt_sigtimedwait => "sigwait",
        libc::SYS_rt_sigsuspend => "sigsuspend",
        libc::SYS_nanosleep | libc::SYS_clock_nanosleep => "sleep",
        libc::SYS_ppoll => "poll",
        libc::SYS_pselect6 => "select",
        libc::SYS_epoll_pwait | libc::SYS_epoll_pwait2 => "epoll_wait",
        libc::SYS_openat => "open",
        libc::SYS_linkat => "link",
        libc::SYS_flock => "flock",
        libc::SYS_futex => "futex",
        libc::SYS_semop | libc::SYS_semtimedop => "semop",
        libc::SYS_msgrcv => "msgrcv",
        #[cfg(target_arch = "x86_64")]
        libc::SYS_pause => "pause",
        #[cfg(target_arch = "x86_64")]
        libc::SYS_poll => "poll",
        #[cfg(target_arch = "x86_64")]
        libc::SYS_select => "select",
        #[cfg(target_arch = "x86_64")]
        libc::SYS_epoll_wait => "epoll_wait",
        #[cfg(target_arch = "x86_64")]
        libc::SYS_pipe => "pipe",
        #[cfg(target_arch = "x86_64")]
        libc::SYS_dup2 => "dup2",
        #[cfg(target_arch = "x86_64")]
        libc::SYS_open => "open",
        #[cfg(target_arch = "x86_64")]
        libc::SYS_link => "link",
        #[cfg(target_arch = "x86_64")]
        libc::SYS_signalfd => "signalfd",
        _ => "a system call",
    }
}
