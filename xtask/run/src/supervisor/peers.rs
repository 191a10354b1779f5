//! Our ends of the connections of `@connect` and `@accept`.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsRawFd;

use super::poll::PollSet;

/// What may lie unread on a connection. Beyond it the program has to wait, as with any slow peer.
const MOST_INBOX_BYTES: usize = 1 << 20;

/// The open connections by name.
#[derive(Default)]
pub struct Peers(Vec<(String, Peer)>);

pub struct Peer {
    stream: TcpStream,
    inbox: Vec<u8>,
    outbox: Vec<u8>,
    /// The program has closed its side, or reset the connection.
    ended: bool,
    /// Our sending ends when everything is written.
    shut: bool,
    /// Lines end with CR LF.
    pub crlf: bool,
}

/// A line that came, or what came instead.
#[derive(Debug, PartialEq, Eq)]
pub struct ReceivedLine {
    pub text: Vec<u8>,
    /// End of file came, and not a whole line.
    pub ended: bool,
}

impl Peers {
    /// In place of one of the same name.
    pub fn add(&mut self, name: &str, stream: TcpStream) -> io::Result<()> {
        stream.set_nonblocking(true)?;
        // What is sent goes out at once: a step is a packet.
        stream.set_nodelay(true)?;
        self.remove(name);
        let peer = Peer { stream, inbox: Vec::new(), outbox: Vec::new(), ended: false, shut: false, crlf: false };
        self.0.push((name.to_owned(), peer));
        Ok(())
    }

    pub fn get(&mut self, name: &str) -> Option<&mut Peer> {
        self.0.iter_mut().find(|(known, _)| known == name).map(|(_, peer)| peer)
    }

    /// Closes it. False if there is none of this name.
    pub fn remove(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|(known, _)| known != name);
        self.0.len() < before
    }

    pub fn register(&self, set: &mut PollSet) {
        for (_, peer) in &self.0 {
            if !peer.ended && peer.inbox.len() < MOST_INBOX_BYTES {
                set.wait_to_read(peer.stream.as_raw_fd());
            }
            if !peer.outbox.is_empty() {
                set.wait_to_write(peer.stream.as_raw_fd());
            }
        }
    }

    pub fn progress(&mut self) {
        for (_, peer) in &mut self.0 {
            peer.read();
            peer.write();
        }
    }
}

impl Peer {
    /// Sends a line with the ending of this connection.
    pub fn send_line(&mut self, text: &[u8]) {
        self.outbox.extend_from_slice(text);
        self.outbox.extend_from_slice(if self.crlf { b"\r\n" } else { b"\n" });
        self.write();
    }

    pub fn send(&mut self, bytes: &[u8]) {
        self.outbox.extend_from_slice(bytes);
        self.write();
    }

    pub fn shut(&mut self) {
        self.shut = true;
        self.write();
    }

    /// The next line, or what came before the end of file; None while it may still come.
    pub fn take_line(&mut self) -> Option<ReceivedLine> {
        self.read();
        let Some(newline) = self.inbox.iter().position(|byte| *byte == b'\n') else {
            let is_over = self.ended || self.inbox.len() >= MOST_INBOX_BYTES;
            return is_over.then(|| ReceivedLine { text: std::mem::take(&mut self.inbox), ended: true });
        };
        let mut text: Vec<u8> = self.inbox.drain(..=newline).collect();
        // A line that lacks the CR keeps its LF, so that it does not pass for a right one.
        if !self.crlf {
            text.truncate(newline);
        } else if text.ends_with(b"\r\n") {
            text.truncate(newline - 1);
        }
        Some(ReceivedLine { text, ended: false })
    }

    /// Has the program closed its side? Then with nothing more, or after this.
    pub fn closed(&mut self) -> Option<Vec<u8>> {
        self.read();
        (self.ended || !self.inbox.is_empty()).then(|| std::mem::take(&mut self.inbox))
    }

    fn read(&mut self) {
        let mut buffer = [0; 16 << 10];
        while !self.ended && self.inbox.len() < MOST_INBOX_BYTES {
            match self.stream.read(&mut buffer) {
                Ok(0) => self.ended = true,
                Ok(count) => self.inbox.extend_from_slice(&buffer[..count]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(_) => self.ended = true,
            }
        }
    }

    fn write(&mut self) {
        while !self.outbox.is_empty() {
            match self.stream.write(&self.outbox) {
                Ok(count) => drop(self.outbox.drain(..count)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                // The program has closed its side; what it sent before is still to be read.
                Err(_) => self.outbox.clear(),
            }
        }
        if self.shut {
            let _ = self.stream.shutdown(Shutdown::Write);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn pair() -> (Peers, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let theirs = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let mut peers = Peers::default();
        peers.add("a", listener.accept().unwrap().0).unwrap();
        (peers, theirs)
    }

    fn line(peers: &mut Peers) -> ReceivedLine {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(5);
        loop {
            if let Some(line) = peers.get("a").unwrap().take_line() {
                return line;
            }
            let mut set = PollSet::default();
            peers.register(&mut set);
            set.wait(deadline);
        }
    }

    #[test]
    fn lines_with_and_without_cr() {
        let (mut peers, mut theirs) = pair();
        theirs.write_all(b"one\ntwo\r\nthree\r\nfour\nfi").unwrap();
        drop(theirs);
        assert_eq!(line(&mut peers), ReceivedLine { text: b"one".to_vec(), ended: false });
        assert_eq!(line(&mut peers), ReceivedLine { text: b"two\r".to_vec(), ended: false });
        peers.get("a").unwrap().crlf = true;
        assert_eq!(line(&mut peers), ReceivedLine { text: b"three".to_vec(), ended: false });
        assert_eq!(line(&mut peers), ReceivedLine { text: b"four\n".to_vec(), ended: false });
        assert_eq!(line(&mut peers), ReceivedLine { text: b"fi".to_vec(), ended: true });
        assert_eq!(peers.get("a").unwrap().closed(), Some(Vec::new()));
        assert!(peers.remove("a") && !peers.remove("a"));
    }

    #[test]
    fn shut_is_an_end_of_file_after_what_was_sent() {
        let (mut peers, mut theirs) = pair();
        let peer = peers.get("a").unwrap();
        peer.crlf = true;
        peer.send_line(b"hello");
        peer.send(b"raw");
        peer.shut();
        let mut text = String::new();
        theirs.read_to_string(&mut text).unwrap();
        assert_eq!(text, "hello\r\nraw");
        assert_eq!(peer.closed(), None);
    }
}
