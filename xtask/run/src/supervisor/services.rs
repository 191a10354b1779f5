//! What the case offers to its programs: listeners for `@accept`, and small HTTP servers. They live as long as the case.

use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::fd::AsRawFd;

use expect::Bindings;
use expect::session::Route;

use super::http::{Page, Server};
use super::poll::PollSet;

#[derive(Default)]
pub struct Services {
    listeners: Vec<(String, TcpListener)>,
    servers: Vec<Server>,
    /// The listener that a step waits at.
    awaited: Option<usize>,
}

impl Services {
    /// A listener for `@accept`. Gives its port.
    pub fn listen(&mut self, name: &str) -> Result<u16, String> {
        let (listener, port) = open()?;
        self.listeners.push((name.to_owned(), listener));
        Ok(port)
    }

    /// A server without pages. Gives its port.
    pub fn serve(&mut self, name: &str) -> Result<u16, String> {
        let (listener, port) = open().map_err(|error| format!("the server {name}: {error}"))?;
        self.servers.push(Server::new(listener));
        Ok(port)
    }

    /// The pages of the server made last.
    pub fn route(&mut self, routes: &[Route], bindings: &Bindings) -> Result<(), String> {
        let pages = routes.iter().map(|route| Page::new(route, bindings)).collect::<Result<_, _>>()?;
        if let Some(server) = self.servers.last_mut() {
            server.publish(pages);
        }
        Ok(())
    }

    /// Takes a connection at a listener, if there is one. From now on the poll loop wakes up for one.
    pub fn accept(&mut self, listener: &str) -> Result<Option<TcpStream>, String> {
        let index = self.listeners.iter().position(|(name, _)| name == listener);
        let index = index.ok_or_else(|| format!("there is no listener called '{listener}'"))?;
        match self.listeners[index].1.accept() {
            Ok((stream, _)) => {
                self.awaited = None;
                Ok(Some(stream))
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                self.awaited = Some(index);
                Ok(None)
            }
            Err(error) => Err(format!("accept at {listener}: {error}")),
        }
    }

    pub fn register(&self, set: &mut PollSet) {
        if let Some(index) = self.awaited {
            set.wait_to_read(self.listeners[index].1.as_raw_fd());
        }
        self.servers.iter().for_each(|server| server.register(set));
    }

    pub fn progress(&mut self) {
        self.servers.iter_mut().for_each(Server::progress);
    }

    /// The command is over: its connections are closed, the listeners stay.
    pub fn hang_up(&mut self) {
        self.awaited = None;
        self.servers.iter_mut().for_each(Server::hang_up);
    }
}

fn open() -> Result<(TcpListener, u16), String> {
    let opened = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| {
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok((listener, port))
    });
    opened.map_err(|error| format!("no listener on 127.0.0.1: {error}"))
}
