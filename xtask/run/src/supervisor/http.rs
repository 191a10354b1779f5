//! The small HTTP/1.1 server of `@serve`: several connections at once, in the supervisor's own poll loop.

mod request;
mod response;

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::fd::AsRawFd;

use super::poll::PollSet;
use request::{Parsed, parse};
pub use response::Page;
use response::{AfterAnswer, answer, refusal};

/// More connections than a program under the limits can have.
const MOST_CLIENTS: usize = 1024;

pub struct Server {
    listener: TcpListener,
    pages: Vec<Page>,
    clients: Vec<Client>,
}

/// Who asks and asks and never reads an answer is not read any more.
const MOST_OUTBOX_BYTES: usize = 4 << 20;

/// A connection to the server.
struct Client {
    stream: TcpStream,
    inbox: Vec<u8>,
    outbox: Vec<u8>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Requests are read and answered.
    Open,
    /// The last answer is on its way.
    Closing,
    /// Our side is closed. What still comes is thrown away: closing with unread bytes would destroy the answer in flight.
    Lingering,
    Gone,
}

impl Server {
    pub fn new(listener: TcpListener) -> Server {
        Server { listener, pages: Vec::new(), clients: Vec::new() }
    }

    pub fn publish(&mut self, pages: Vec<Page>) {
        self.pages = pages;
    }

    pub fn register(&self, set: &mut PollSet) {
        if self.clients.len() < MOST_CLIENTS {
            set.wait_to_read(self.listener.as_raw_fd());
        }
        for client in &self.clients {
            if client.outbox.len() < MOST_OUTBOX_BYTES {
                set.wait_to_read(client.stream.as_raw_fd());
            }
            if !client.outbox.is_empty() {
                set.wait_to_write(client.stream.as_raw_fd());
            }
        }
    }

    pub fn progress(&mut self) {
        while self.clients.len() < MOST_CLIENTS
            && let Ok((stream, _)) = self.listener.accept()
        {
            if stream.set_nonblocking(true).is_ok() {
                self.clients.push(Client { stream, inbox: Vec::new(), outbox: Vec::new(), state: State::Open });
            }
        }
        for client in &mut self.clients {
            client.progress(&self.pages);
        }
        self.clients.retain(|client| client.state != State::Gone);
    }

    pub fn hang_up(&mut self) {
        self.clients.clear();
    }
}

impl Client {
    fn progress(&mut self, pages: &[Page]) {
        if self.outbox.len() < MOST_OUTBOX_BYTES {
            self.read();
        }
        while self.state == State::Open {
            match parse(&self.inbox) {
                Parsed::NotYet => break,
                Parsed::Refused(status) => {
                    self.outbox.extend(refusal(status));
                    self.state = State::Closing;
                }
                Parsed::Request(request) => {
                    let (bytes, after) = answer(&request, pages);
                    let length = request.raw.len();
                    self.outbox.extend(bytes);
                    self.inbox.drain(..length);
                    if after == AfterAnswer::Close {
                        self.state = State::Closing;
                    }
                }
            }
        }
        self.write();
    }

    fn read(&mut self) {
        let mut buffer = [0; 16 << 10];
        // Once a round: the poll loop comes back while there is more, and nothing else waits meanwhile.
        match self.stream.read(&mut buffer) {
            Ok(0) => match self.state {
                // The client may have closed only its own side and still wait for the answer.
                State::Open if !self.outbox.is_empty() => self.state = State::Closing,
                State::Closing if !self.outbox.is_empty() => {}
                State::Open | State::Closing | State::Lingering | State::Gone => self.state = State::Gone,
            },
            Ok(count) if self.state == State::Open => self.inbox.extend_from_slice(&buffer[..count]),
            Ok(_) => {}
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
            Err(_) => self.state = State::Gone,
        }
    }

    fn write(&mut self) {
        while !self.outbox.is_empty() {
            match self.stream.write(&self.outbox) {
                Ok(count) => drop(self.outbox.drain(..count)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => {
                    self.state = State::Gone;
                    return;
                }
            }
        }
        if self.state == State::Closing {
            let _ = self.stream.shutdown(Shutdown::Write);
            self.state = State::Lingering;
        }
    }
}
