//! Which descriptors are pipe ends, and which are connections.

use std::collections::HashMap;

use crate::event::{EventKind, Open, Opened, Pid};

/// The first descriptor that is not standard.
const FIRST_OTHER: i32 = 3;

/// Pipe ends besides the standard descriptors: fd and inode.
pub fn pipes(open: &[Open]) -> Vec<(i32, u64)> {
    let pipe = |open: &Open| match open.what {
        Opened::Pipe { inode, .. } if open.fd >= FIRST_OTHER => Some((open.fd, inode)),
        Opened::Pipe { .. } | Opened::Socket { .. } | Opened::Other { .. } => None,
    };
    open.iter().filter_map(pipe).collect()
}

/// Sockets besides the standard descriptors: fd and inode.
pub fn sockets(open: &[Open]) -> Vec<(i32, u64)> {
    let socket = |open: &Open| match open.what {
        Opened::Socket { inode } if open.fd >= FIRST_OTHER => Some((open.fd, inode)),
        Opened::Pipe { .. } | Opened::Socket { .. } | Opened::Other { .. } => None,
    };
    open.iter().filter_map(socket).collect()
}

/// Which descriptors of each process lead to a connected socket. One that was closed may still be counted among them, so
/// ask only for those that are known to be open.
#[derive(Debug, Default)]
pub struct Connections(HashMap<Pid, HashMap<i32, Socket>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Socket {
    Connected,
    /// Listening, not connected yet, or nothing is known of it.
    Other,
}

impl Connections {
    #[expect(clippy::wildcard_enum_match_arm, reason = "few events make a socket or connect it")]
    pub fn take(&mut self, pid: Pid, what: &EventKind) {
        match what {
            EventKind::Forked { child, .. } => {
                let inherited = self.0.get(&pid).cloned().unwrap_or_default();
                self.0.insert(*child, inherited);
            }
            EventKind::MadeSocket { fd, .. } => self.set(pid, *fd, Socket::Other),
            EventKind::MadeSocketPair { fds } => fds.iter().for_each(|fd| self.set(pid, *fd, Socket::Connected)),
            // A connect that is under way (EINPROGRESS) may yet fail: not to be called a connection.
            EventKind::Connected { fd, errno, .. } => {
                self.set(pid, *fd, if *errno == 0 { Socket::Connected } else { Socket::Other });
            }
            EventKind::Accepted { connection, errno: 0, .. } => self.set(pid, *connection, Socket::Connected),
            EventKind::Duplicated { from, to, .. } => {
                let same = self.of(pid, *from);
                self.set(pid, *to, same);
            }
            _ => {}
        }
    }

    pub fn among(&self, pid: Pid, open: &[Open]) -> Vec<(i32, u64)> {
        sockets(open).into_iter().filter(|(fd, _)| self.of(pid, *fd) == Socket::Connected).collect()
    }

    fn of(&self, pid: Pid, fd: i32) -> Socket {
        self.0.get(&pid).and_then(|of| of.get(&fd)).copied().unwrap_or(Socket::Other)
    }

    fn set(&mut self, pid: Pid, fd: i32, socket: Socket) {
        self.0.entry(pid).or_default().insert(fd, socket);
    }
}
