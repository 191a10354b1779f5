//! right: no handler. SIGTERM and SIGCHLD are blocked and read from a signalfd, which poll watches beside the listener. A
//! child uses its connection by reference, and leaves the closing to its end.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::mem;
use std::net::{TcpListener, TcpStream};
use std::os::fd::{AsRawFd, FromRawFd};
use std::process::ExitCode;
use std::ptr;

use anyhow::Context;

fn main() -> ExitCode {
    match Server::new().and_then(Server::run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("no_zombies: {error:#}");
            ExitCode::FAILURE
        }
    }
}

struct Server {
    listener: TcpListener,
    signals: std::fs::File,
    clients: u32,
    reaped: u32,
}

impl Server {
    fn new() -> anyhow::Result<Server> {
        // SAFETY: a set of zeroes is made empty first; the descriptor is new and nobody else's.
        let signals = unsafe {
            let mut set: libc::sigset_t = mem::zeroed();
            libc::sigemptyset(&mut set);
            libc::sigaddset(&mut set, libc::SIGTERM);
            libc::sigaddset(&mut set, libc::SIGCHLD);
            checked(libc::sigprocmask(libc::SIG_BLOCK, &set, ptr::null_mut())).context("sigprocmask")?;
            let fd = checked(libc::signalfd(-1, &set, libc::SFD_CLOEXEC)).context("signalfd")?;
            std::fs::File::from_raw_fd(fd)
        };
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("bind")?;
        println!("listening on {}", listener.local_addr()?);
        Ok(Server { listener, signals, clients: 0, reaped: 0 })
    }

    fn run(mut self) -> anyhow::Result<()> {
        let mut is_told_to_end = false;
        while !is_told_to_end {
            let [signal, client] = readable([self.signals.as_raw_fd(), self.listener.as_raw_fd()])?;
            if signal {
                is_told_to_end = self.take_signals()?;
            } else if client {
                self.take_client()?;
            }
        }
        drop(self.listener);
        loop {
            // SAFETY: no status is wanted.
            match unsafe { libc::wait(ptr::null_mut()) } {
                -1 => break,
                _ => self.reaped += 1,
            }
        }
        println!("clients: {}, reaped: {}", self.clients, self.reaped);
        Ok(())
    }

    fn take_client(&mut self) -> anyhow::Result<()> {
        let (stream, _) = self.listener.accept().context("accept")?;
        self.clients += 1;
        // SAFETY: one thread.
        if checked(unsafe { libc::fork() }).context("fork")? == 0 {
            let code = i32::from(talk(&stream).is_err());
            // SAFETY: the end of the child.
            unsafe { libc::_exit(code) }
        }
        Ok(())
    }

    /// Reads what signals there are. The answer: was SIGTERM among them?
    fn take_signals(&mut self) -> anyhow::Result<bool> {
        const SIZE: usize = mem::size_of::<libc::signalfd_siginfo>();
        let mut buffer = [0; 4 * SIZE];
        let count = self.signals.read(&mut buffer).context("read the signalfd")?;
        let mut is_term = false;
        for record in buffer[..count].chunks_exact(SIZE) {
            let signal = u32::from_ne_bytes([record[0], record[1], record[2], record[3]]);
            is_term |= signal == libc::SIGTERM as u32;
        }
        // SAFETY: no status is wanted.
        while unsafe { libc::waitpid(-1, ptr::null_mut(), libc::WNOHANG) } > 0 {
            self.reaped += 1;
        }
        Ok(is_term)
    }
}

fn readable(fds: [i32; 2]) -> anyhow::Result<[bool; 2]> {
    let mut polled = fds.map(|fd| libc::pollfd { fd, events: libc::POLLIN, revents: 0 });
    // SAFETY: two valid entries.
    checked(unsafe { libc::poll(polled.as_mut_ptr(), 2, -1) }).context("poll")?;
    Ok(polled.map(|entry| entry.revents != 0))
}

fn talk(mut stream: &TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        line.make_ascii_uppercase();
        stream.write_all(&line)?;
        line.clear();
    }
    Ok(())
}

fn checked(result: libc::c_int) -> io::Result<libc::c_int> {
    match result {
        -1 => Err(io::Error::last_os_error()),
        result => Ok(result),
    }
}
