//! What the demos of this topic share: a stream that counts its reads, lines by hand, a connection with oneself, and poll.
//!
//! ```
//! use std::io::Write;
//! use sockets_lesson::{CountedReads, read_line_by_hand, tcp_pair};
//!
//! let (ours, mut theirs) = tcp_pair()?;
//! theirs.write_all(b"one\ntwo\n")?;
//! let mut ours = CountedReads::new(ours);
//! assert_eq!(read_line_by_hand(&mut ours)?, b"one\n");
//! assert_eq!(ours.reads(), 4, "a system call for each byte");
//! # Ok::<(), std::io::Error>(())
//! ```

use std::io::{self, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::time::Duration;

/// A stream that counts how often it is read: each read of a socket is a system call.
#[derive(Debug)]
pub struct CountedReads<R> {
    stream: R,
    reads: usize,
}

impl<R> CountedReads<R> {
    /// Counts from zero.
    pub fn new(stream: R) -> CountedReads<R> {
        CountedReads { stream, reads: 0 }
    }

    /// Reads so far, those that met end of file too.
    pub fn reads(&self) -> usize {
        self.reads
    }
}

impl<R: Read> Read for CountedReads<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reads += 1;
        self.stream.read(buffer)
    }
}

/// The next line with its newline, read byte by byte so that nothing behind it is taken from the stream.
/// The last line may lack its newline; empty means end of file.
///
/// # Errors
/// Whatever the stream's read reports.
pub fn read_line_by_hand(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    let mut byte = [0];
    while stream.read(&mut byte)? == 1 {
        line.push(byte[0]);
        if byte[0] == b'\n' {
            break;
        }
    }
    Ok(line)
}

/// Both ends of a TCP connection over 127.0.0.1: a program that calls itself.
///
/// # Errors
/// Those of bind, connect and accept.
pub fn tcp_pair() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let ours = TcpStream::connect(listener.local_addr()?)?;
    let (theirs, _) = listener.accept()?;
    Ok((ours, theirs))
}

/// Asks [`poll`] for `events` of a descriptor. The descriptor has to be open as long as this is in use.
pub fn watch(descriptor: &impl AsRawFd, events: libc::c_short) -> libc::pollfd {
    libc::pollfd { fd: descriptor.as_raw_fd(), events, revents: 0 }
}

/// Waits until one of the descriptors is ready, which `revents` then tells; 0 if none was within the time.
/// No time means no limit.
///
/// # Errors
/// Those of poll(2), but for EINTR: then it waits again, all of the time.
pub fn poll(watched: &mut [libc::pollfd], limit: Option<Duration>) -> io::Result<usize> {
    let limit_ms = limit.map_or(-1, |limit| limit.as_millis().try_into().unwrap_or(libc::c_int::MAX));
    loop {
        // SAFETY: pointer and length are those of a slice that outlives the call.
        let ready = unsafe { libc::poll(watched.as_mut_ptr(), watched.len() as libc::nfds_t, limit_ms) };
        match usize::try_from(ready) {
            Ok(ready) => return Ok(ready),
            Err(_) => {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};

    use super::*;

    #[test]
    fn by_hand_and_buffered_find_the_same_lines() {
        for text in ["", "\n", "rest", "l1\nl2\nrest", "l1\r\n\nl3\n"] {
            let mut by_hand = text.as_bytes();
            let mut buffered = BufReader::with_capacity(3, text.as_bytes());
            loop {
                let line = read_line_by_hand(&mut by_hand).unwrap();
                let mut same = Vec::new();
                buffered.read_until(b'\n', &mut same).unwrap();
                assert_eq!(line, same, "in {text:?}");
                if line.is_empty() {
                    break;
                }
            }
        }
    }

    #[test]
    fn by_hand_takes_nothing_behind_the_line() {
        let mut stream = CountedReads::new(&b"one\ntwo"[..]);
        assert_eq!(read_line_by_hand(&mut stream).unwrap(), b"one\n");
        assert_eq!(stream.reads(), 4);
        assert_eq!(stream.stream, b"two");
    }

    #[test]
    fn poll_tells_who_is_ready() {
        let (ours, mut theirs) = tcp_pair().unwrap();
        let mut watched = [watch(&ours, libc::POLLIN)];
        assert_eq!(poll(&mut watched, Some(Duration::ZERO)).unwrap(), 0);
        theirs.write_all(b"x").unwrap();
        assert_eq!(poll(&mut watched, None).unwrap(), 1);
        assert_eq!(watched[0].revents, libc::POLLIN);
    }

    #[test]
    fn poll_of_nothing_is_a_sleep() {
        let before = std::time::Instant::now();
        assert_eq!(poll(&mut [], Some(Duration::from_millis(5))).unwrap(), 0);
        assert!(before.elapsed() >= Duration::from_millis(5));
    }
}
