//! Addresses: those in a tracee's memory, and those that only the kernel knows.

use std::io;
use std::mem;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

use crate::event::{Address, Pid};
use crate::memory;

/// `struct sockaddr_storage`
const LONGEST: usize = 128;

/// An address as it was given to bind or connect.
pub fn given(tid: Pid, address: u64, length: u64) -> Address {
    decode(&memory::bytes(tid, address, LONGEST.min(length as usize)))
}

/// The name of a tracee's socket, which shows the port that port 0 became.
pub fn own(pid: Pid, fd: i32) -> Address {
    ask(pid, fd, libc::getsockname)
}

/// What a tracee's socket is connected to.
pub fn peer(pid: Pid, fd: i32) -> Address {
    ask(pid, fd, libc::getpeername)
}

type Question = unsafe extern "C" fn(libc::c_int, *mut libc::sockaddr, *mut libc::socklen_t) -> libc::c_int;

fn ask(pid: Pid, fd: i32, question: Question) -> Address {
    let Ok(socket) = copy(pid, fd) else { return Address::Unknown };
    let mut buffer = [0u8; LONGEST];
    let mut length = LONGEST as libc::socklen_t;
    // SAFETY: the buffer is as long as said, and both outlive the call.
    let result = unsafe { question(socket.as_raw_fd(), buffer.as_mut_ptr().cast(), &mut length) };
    if result == 0 { decode(&buffer[..LONGEST.min(length as usize)]) } else { Address::Unknown }
}

/// A second descriptor for it, for a moment (Linux 5.6).
fn copy(pid: Pid, fd: i32) -> io::Result<OwnedFd> {
    let process = take(|| {
        // SAFETY: no memory is involved.
        unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) }
    })?;
    take(|| {
        // SAFETY: no memory is involved.
        unsafe { libc::syscall(libc::SYS_pidfd_getfd, process.as_raw_fd(), fd, 0) }
    })
}

fn take(open: impl Fn() -> libc::c_long) -> io::Result<OwnedFd> {
    match open() {
        -1 => Err(io::Error::last_os_error()),
        // SAFETY: the kernel has just made it, and no other code knows it.
        fd => Ok(unsafe { OwnedFd::from_raw_fd(fd as i32) }),
    }
}

fn decode(bytes: &[u8]) -> Address {
    let half = |at: usize| Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?));
    let Some(family) = bytes.first_chunk().map(|first| u16::from_ne_bytes(*first)) else { return Address::Unknown };
    let inet = |host: String| Some(Address::Inet { host, port: half(2)? });
    match i32::from(family) {
        libc::AF_INET => {
            bytes.get(4..).and_then(<[u8]>::first_chunk::<4>).and_then(|host| inet(Ipv4Addr::from(*host).to_string()))
        }
        libc::AF_INET6 => {
            bytes.get(8..).and_then(<[u8]>::first_chunk::<16>).and_then(|host| inet(Ipv6Addr::from(*host).to_string()))
        }
        libc::AF_UNIX => Some(Address::Unix { path: path(&bytes[mem::size_of::<libc::sa_family_t>()..]) }),
        _ => None,
    }
    .unwrap_or(Address::Unknown)
}

/// Up to the zero byte, if it does not begin with one.
fn path(bytes: &[u8]) -> Vec<u8> {
    match bytes.iter().position(|byte| *byte == 0) {
        Some(0) | None => bytes.to_vec(),
        Some(end) => bytes[..end].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_port_that_the_kernel_chose_is_known() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let expected = Address::Inet { host: "127.0.0.1".into(), port: listener.local_addr().unwrap().port() };
        assert_eq!(own(std::process::id() as Pid, listener.as_raw_fd()), expected);
        assert_eq!(peer(std::process::id() as Pid, listener.as_raw_fd()), Address::Unknown);
    }

    #[test]
    fn cut_addresses_are_unknown() {
        assert_eq!(decode(&[]), Address::Unknown);
        assert_eq!(decode(&[libc::AF_INET as u8, 0, 1]), Address::Unknown);
        assert_eq!(decode(&[libc::AF_UNIX as u8, 0, b'/', b'a', 0, 9]), Address::Unix { path: b"/a".to_vec() });
    }
}
