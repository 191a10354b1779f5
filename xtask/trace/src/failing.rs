//! Calls that are made to fail, as a full machine or a lost connection makes them.

use nanoserde::{DeBin, SerBin};

use crate::event::Pid;
use crate::{memory, moments};

/// The calls of this kind fail, all of them or one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failing {
    pub call: FailingCall,
    pub errno: i32,
    /// Of those that all observed processes make, from 1. None: every one.
    pub only: Option<u32>,
}

/// What a program knows as one call, though a library makes it in several ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, SerBin, DeBin)]
pub enum FailingCall {
    /// A new process, also that of a `Command`.
    Fork,
    Thread,
    Pipe,
    Socket,
    Bind,
    Listen,
    Accept,
    Connect,
    Wait,
    /// From a pipe, a connection or a terminal: what a loader reads of files does not count.
    Read,
    Write,
    Poll,
    /// For any signal but PIPE, which Rust's runtime sets before `main`.
    SetHandler,
}

impl FailingCall {
    const ALL: [FailingCall; 13] = [
        FailingCall::Fork,
        FailingCall::Thread,
        FailingCall::Pipe,
        FailingCall::Socket,
        FailingCall::Bind,
        FailingCall::Listen,
        FailingCall::Accept,
        FailingCall::Connect,
        FailingCall::Wait,
        FailingCall::Read,
        FailingCall::Write,
        FailingCall::Poll,
        FailingCall::SetHandler,
    ];

    pub fn name(self) -> &'static str {
        match self {
            FailingCall::Fork => "fork",
            FailingCall::Thread => "thread",
            FailingCall::Pipe => "pipe",
            FailingCall::Socket => "socket",
            FailingCall::Bind => "bind",
            FailingCall::Listen => "listen",
            FailingCall::Accept => "accept",
            FailingCall::Connect => "connect",
            FailingCall::Wait => "waitpid",
            FailingCall::Read => "read",
            FailingCall::Write => "write",
            FailingCall::Poll => "poll",
            FailingCall::SetHandler => "sigaction",
        }
    }

    pub fn from_name(name: &str) -> Option<FailingCall> {
        FailingCall::ALL.into_iter().find(|call| call.name() == name)
    }

    /// The system's calls for it that are not observed in every case.
    pub(crate) fn unobserved(self) -> &'static [libc::c_long] {
        match self {
            #[cfg(target_arch = "x86_64")]
            FailingCall::Fork => &[libc::SYS_fork, libc::SYS_vfork, libc::SYS_clone, libc::SYS_clone3],
            #[cfg(not(target_arch = "x86_64"))]
            FailingCall::Fork => &[libc::SYS_clone, libc::SYS_clone3],
            FailingCall::Thread => &[libc::SYS_clone, libc::SYS_clone3],
            FailingCall::Read => &[libc::SYS_read, libc::SYS_readv, libc::SYS_recvfrom, libc::SYS_recvmsg],
            FailingCall::Write => &[libc::SYS_sendto, libc::SYS_sendmsg],
            #[cfg(target_arch = "x86_64")]
            FailingCall::Poll => &[libc::SYS_poll, libc::SYS_ppoll],
            #[cfg(not(target_arch = "x86_64"))]
            FailingCall::Poll => &[libc::SYS_ppoll],
            FailingCall::Pipe
            | FailingCall::Socket
            | FailingCall::Bind
            | FailingCall::Listen
            | FailingCall::Accept
            | FailingCall::Connect
            | FailingCall::Wait
            | FailingCall::SetHandler => &[],
        }
    }

    /// What the thread is about to do, if it is one of these.
    pub(crate) fn of(tid: Pid, number: i64, arguments: [u64; 6]) -> Option<FailingCall> {
        let [first, second, third, ..] = arguments;
        Some(match number as libc::c_long {
            libc::SYS_clone => made_by(first),
            libc::SYS_clone3 => made_by(memory::array(tid, first).map_or(0, u64::from_ne_bytes)),
            libc::SYS_pipe2 => FailingCall::Pipe,
            libc::SYS_socket => FailingCall::Socket,
            libc::SYS_bind => FailingCall::Bind,
            libc::SYS_listen => FailingCall::Listen,
            libc::SYS_accept | libc::SYS_accept4 => FailingCall::Accept,
            libc::SYS_connect => FailingCall::Connect,
            libc::SYS_wait4 | libc::SYS_waitid => FailingCall::Wait,
            libc::SYS_read | libc::SYS_readv | libc::SYS_recvfrom | libc::SYS_recvmsg
                if moments::is_waited_for(tid, first as i32) =>
            {
                FailingCall::Read
            }
            libc::SYS_write | libc::SYS_writev | libc::SYS_sendto | libc::SYS_sendmsg => FailingCall::Write,
            // Before `main` Rust's runtime asks whether the standard descriptors are open, and waits for nothing.
            libc::SYS_ppoll if third != 0 || second != 3 => FailingCall::Poll,
            libc::SYS_rt_sigaction if second != 0 && first as i32 != libc::SIGPIPE => FailingCall::SetHandler,
            #[cfg(target_arch = "x86_64")]
            libc::SYS_fork | libc::SYS_vfork => FailingCall::Fork,
            #[cfg(target_arch = "x86_64")]
            libc::SYS_pipe => FailingCall::Pipe,
            #[cfg(target_arch = "x86_64")]
            libc::SYS_poll if third as i32 != 0 => FailingCall::Poll,
            _ => return None,
        })
    }
}

/// clone makes processes and threads alike.
fn made_by(flags: u64) -> FailingCall {
    if flags & libc::CLONE_THREAD as u64 != 0 { FailingCall::Thread } else { FailingCall::Fork }
}

#[cfg(test)]
mod tests {
    use super::FailingCall;

    #[test]
    fn every_name_leads_back() {
        for call in FailingCall::ALL {
            assert_eq!(FailingCall::from_name(call.name()), Some(call));
        }
        assert_eq!(FailingCall::from_name("clone"), None);
    }
}
