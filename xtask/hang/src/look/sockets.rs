//! Sockets: who listens where, and whose other end is whose.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

use crate::snapshot::{Pid, Socket};

/// The sockets among `wanted`, as the process sees the network.
pub fn read(pid: Pid, wanted: &BTreeSet<u64>) -> BTreeMap<u64, Socket> {
    let mut found = BTreeMap::new();
    if !wanted.is_empty() {
        for table in ["tcp", "tcp6"] {
            tcp(&fs::read_to_string(format!("/proc/{pid}/net/{table}")).unwrap_or_default(), wanted, &mut found);
        }
        local(wanted, &mut found);
        for inode in wanted {
            found.entry(*inode).or_insert(Socket::Other);
        }
    }
    found
}

/// After how many milliseconds a read gives up, if this is a socket with such a limit; the longest time if it may have one.
pub fn read_limit_ms(pid: Pid, fd: i32) -> Option<u64> {
    let path = fs::read_link(format!("/proc/{pid}/fd/{fd}")).ok()?;
    if !path.to_string_lossy().starts_with("socket:") {
        return None;
    }
    let limit = copy(pid, fd).and_then(|socket| receive_limit(&socket));
    match limit.map(|limit| limit.tv_sec as u64 * 1000 + limit.tv_usec as u64 / 1000) {
        Some(0) => None,
        limit => Some(limit.unwrap_or(u64::MAX)),
    }
}

/// A second descriptor for it, for a moment: only who has it open may ask.
fn copy(pid: Pid, fd: i32) -> Option<OwnedFd> {
    // SAFETY: no memory is involved.
    let process = take(unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) })?;
    // SAFETY: no memory is involved.
    take(unsafe { libc::syscall(libc::SYS_pidfd_getfd, process.as_raw_fd(), fd, 0) })
}

fn take(made: libc::c_long) -> Option<OwnedFd> {
    let fd = i32::try_from(made).ok().filter(|fd| *fd >= 0)?;
    // SAFETY: the kernel has just made it, and no other code knows it.
    Some(unsafe { OwnedFd::from_raw_fd(fd) })
}

fn receive_limit(socket: &OwnedFd) -> Option<libc::timeval> {
    let mut limit = libc::timeval { tv_sec: 0, tv_usec: 0 };
    let mut length = size_of::<libc::timeval>() as libc::socklen_t;
    // SAFETY: both outlive the call, and the length is the structure's.
    let result = unsafe {
        let (level, option) = (libc::SOL_SOCKET, libc::SO_RCVTIMEO);
        libc::getsockopt(socket.as_raw_fd(), level, option, (&raw mut limit).cast(), &mut length)
    };
    (result == 0).then_some(limit)
}

fn tcp(table: &str, wanted: &BTreeSet<u64>, found: &mut BTreeMap<u64, Socket>) {
    const LISTENS: &str = "0A";
    let row = |line: &str| {
        let fields: Vec<&str> = line.split_ascii_whitespace().collect();
        let inode: u64 = fields.get(9)?.parse().ok()?;
        Some((fields.get(1)?.to_string(), fields.get(2)?.to_string(), fields.get(3)? == &LISTENS, inode))
    };
    let rows: Vec<_> = table.lines().skip(1).filter_map(row).collect();
    for (local, remote, listens, inode) in rows.iter().filter(|(.., inode)| wanted.contains(inode)) {
        let socket = if *listens {
            let port = local.rsplit(':').next().and_then(|port| u16::from_str_radix(port, 16).ok());
            Socket::Listening { at: format!("port {}", port.unwrap_or(0)) }
        } else {
            // Inode 0 is a connection that no process has accepted yet, or has any more.
            let is_peer = |row: &&(String, String, bool, u64)| row.0 == *remote && row.1 == *local && row.3 != 0;
            Socket::Connected { peer: rows.iter().find(is_peer).map(|row| row.3) }
        };
        found.insert(*inode, socket);
    }
}

/// Of local sockets only the kernel's diagnosis knows the peer.
fn local(wanted: &BTreeSet<u64>, found: &mut BTreeMap<u64, Socket>) {
    const BUFFER_BYTES: usize = 32 << 10;
    let Some(socket) = ask() else { return };
    let mut buffer = vec![0u8; BUFFER_BYTES];
    loop {
        // SAFETY: the buffer is as long as said, and outlives the call.
        let read =
            unsafe { libc::recv(socket.as_raw_fd(), buffer.as_mut_ptr().cast(), buffer.len(), libc::MSG_DONTWAIT) };
        let Some(answer) = usize::try_from(read).ok().filter(|read| *read > 0).and_then(|read| buffer.get(..read))
        else {
            return;
        };
        if messages(answer, wanted, found).is_none() {
            return;
        }
    }
}

/// The request for all local sockets, their names and peers. The kernel answers before `send` returns.
fn ask() -> Option<OwnedFd> {
    const SOCK_DIAG_BY_FAMILY: u16 = 20;
    const SHOW_NAME_AND_PEER: u32 = 1 | 4;
    const REQUEST_BYTES: u32 = 40;
    let mut request = Vec::new();
    request.extend(REQUEST_BYTES.to_ne_bytes());
    request.extend(SOCK_DIAG_BY_FAMILY.to_ne_bytes());
    request.extend(((libc::NLM_F_REQUEST | libc::NLM_F_DUMP) as u16).to_ne_bytes());
    request.extend([0; 8]); // sequence, port
    request.extend([libc::AF_UNIX as u8, 0, 0, 0]);
    for word in [u32::MAX, 0, SHOW_NAME_AND_PEER, 0, 0] {
        request.extend(word.to_ne_bytes()); // states, inode, what to show, cookie
    }
    // SAFETY: the descriptor is new and ours alone; the request and the zeroed address outlive the call.
    unsafe {
        let fd = libc::socket(libc::AF_NETLINK, libc::SOCK_DGRAM | libc::SOCK_CLOEXEC, libc::NETLINK_SOCK_DIAG);
        if fd == -1 {
            return None;
        }
        let socket = OwnedFd::from_raw_fd(fd);
        let mut kernel: libc::sockaddr_nl = MaybeUninit::zeroed().assume_init();
        kernel.nl_family = libc::AF_NETLINK as libc::sa_family_t;
        let length = size_of::<libc::sockaddr_nl>() as libc::socklen_t;
        let sent = libc::sendto(fd, request.as_ptr().cast(), request.len(), 0, (&raw const kernel).cast(), length);
        (sent == request.len() as isize).then_some(socket)
    }
}

/// Takes in one answer; None after the last.
fn messages(mut answer: &[u8], wanted: &BTreeSet<u64>, found: &mut BTreeMap<u64, Socket>) -> Option<()> {
    const HEADER_BYTES: usize = 16;
    while !answer.is_empty() {
        let length = usize::try_from(number(answer, 0)?).ok()?;
        let kind = u16::from_ne_bytes(answer.get(4..6)?.try_into().ok()?);
        if matches!(i32::from(kind), libc::NLMSG_DONE | libc::NLMSG_ERROR) {
            return None;
        }
        socket(answer.get(HEADER_BYTES..length)?, wanted, found);
        answer = answer.get(length.checked_next_multiple_of(4)?..).unwrap_or(&[]);
    }
    Some(())
}

fn socket(message: &[u8], wanted: &BTreeSet<u64>, found: &mut BTreeMap<u64, Socket>) -> Option<()> {
    const FIXED_BYTES: usize = 16;
    const LISTENS: u8 = 10;
    const NAME: u16 = 0;
    const PEER: u16 = 2;
    let inode = u64::from(number(message, 4)?);
    if !wanted.contains(&inode) {
        return None;
    }
    let (mut name, mut peer) = (String::new(), None);
    let mut attributes = message.get(FIXED_BYTES..)?;
    while attributes.len() >= 4 {
        let length = usize::from(u16::from_ne_bytes(attributes.get(..2)?.try_into().ok()?));
        let kind = u16::from_ne_bytes(attributes.get(2..4)?.try_into().ok()?);
        let value = attributes.get(4..length)?;
        match kind {
            NAME => name = String::from_utf8_lossy(value).trim_matches('\0').to_owned(),
            PEER => peer = number(value, 0).map(u64::from),
            _ => {}
        }
        attributes = attributes.get(length.next_multiple_of(4)..).unwrap_or(&[]);
    }
    let listens = message.get(2) == Some(&LISTENS);
    found.insert(inode, if listens { Socket::Listening { at: name } } else { Socket::Connected { peer } });
    Some(())
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};
    use std::os::unix::net::UnixStream;

    use super::*;

    fn inode(socket: &impl AsRawFd) -> u64 {
        let link = fs::read_link(format!("/proc/self/fd/{}", socket.as_raw_fd())).unwrap();
        link.to_str().unwrap().trim_start_matches("socket:[").trim_end_matches(']').parse().unwrap()
    }

    #[test]
    fn knows_peers_and_ports() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let client = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let (server, _) = listener.accept().unwrap();
        let (left, right) = UnixStream::pair().unwrap();
        let all = [inode(&listener), inode(&client), inode(&server), inode(&left), inode(&right)];
        let found = read(std::process::id() as Pid, &BTreeSet::from(all));
        let [listener, client, server, left, right] = all;
        assert_eq!(found[&listener], Socket::Listening { at: format!("port {port}") });
        assert_eq!(found[&client], Socket::Connected { peer: Some(server) });
        assert_eq!(found[&server], Socket::Connected { peer: Some(client) });
        assert_eq!(found[&left], Socket::Connected { peer: Some(right) });
        assert_eq!(found[&right], Socket::Connected { peer: Some(left) });
    }
}
