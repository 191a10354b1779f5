//! no_zombies: a line server with a child for every client, and none of them is left behind.
//!
//! SIGCHLD comes through the same pipe as SIGTERM. It only says that there is somebody to look for: any number of children
//! may have ended by the time it is read, so the looking is a loop.

use std::io::{self, BufRead, BufReader, PipeReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::{AsRawFd, IntoRawFd};
use std::process::ExitCode;
use std::sync::atomic::{AtomicI32, Ordering};

use anyhow::Context;
use libc::c_int;

fn main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("no_zombies: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Serves clients until SIGTERM comes.
fn serve() -> anyhow::Result<()> {
    let signals = Signals::catch(&[libc::SIGTERM, libc::SIGCHLD])?;
    let listener = TcpListener::bind("127.0.0.1:0").context("bind")?;
    listener.set_nonblocking(true).context("set_nonblocking")?;
    println!("listening on {}", listener.local_addr().context("local_addr")?);

    let (mut clients, mut reaped) = (0, 0);
    loop {
        match next_event(&listener, &signals)? {
            Event::Client(stream) => {
                clients += 1;
                // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
                match unsafe { libc::fork() } {
                    -1 => return Err(io::Error::last_os_error()).context("fork"),
                    0 => {
                        drop(listener);
                        signals.back_to_default();
                        let code = i32::from(answer(stream).is_err());
                        // SAFETY: the child must not return into the parent's code.
                        unsafe { libc::_exit(code) }
                    }
                    _ => {} // the stream is closed here: the child's copy is the only one then
                }
            }
            Event::Signal(libc::SIGTERM) => break,
            Event::Signal(_) => reaped += reap(libc::WNOHANG),
        }
    }

    drop(listener);
    reaped += reap(0); // waits for those whose clients still talk
    println!("clients: {clients}, reaped: {reaped}");
    Ok(())
}

/// Reaps children until there is none left or, with `WNOHANG`, none that has ended. How many it were.
fn reap(options: c_int) -> u32 {
    let mut reaped = 0;
    // SAFETY: a null status says that we don't ask for it. 0 means that all still run, -1 that there is none (ECHILD).
    while unsafe { libc::waitpid(-1, std::ptr::null_mut(), options) } > 0 {
        reaped += 1;
    }
    reaped
}

/// Sends every line back in capitals until the client has no more.
fn answer(stream: TcpStream) -> io::Result<()> {
    let mut writer = stream.try_clone()?;
    for line in BufReader::new(stream).lines() {
        writeln!(writer, "{}", line?.to_ascii_uppercase())?;
    }
    Ok(())
}

enum Event {
    Client(TcpStream),
    Signal(c_int),
}

/// Waits for whichever comes first: a client or a signal.
fn next_event(listener: &TcpListener, signals: &Signals) -> anyhow::Result<Event> {
    loop {
        let mut polled = [listener.as_raw_fd(), signals.reader.as_raw_fd()].map(|fd| libc::pollfd {
            fd,
            events: libc::POLLIN,
            revents: 0,
        });
        // SAFETY: two valid pollfds, of descriptors that are open for as long as we borrow their owners.
        if unsafe { libc::poll(polled.as_mut_ptr(), 2, -1) } == -1 {
            let error = io::Error::last_os_error();
            if error.kind() == io::ErrorKind::Interrupted {
                continue; // by a signal, which is in the pipe now
            }
            return Err(error).context("poll");
        }
        if polled[1].revents != 0 {
            return Ok(Event::Signal(signals.next()?));
        }
        match listener.accept() {
            Ok((stream, _)) => return Ok(Event::Client(stream)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {} // it has gone again
            Err(error) => return Err(error).context("accept"),
        }
    }
}

/// Signals as something to read: the handler writes the number of the signal into a pipe, one byte each.
struct Signals {
    caught: Vec<c_int>,
    reader: PipeReader,
}

/// The write end, for the handler.
static SIGNAL_PIPE: AtomicI32 = AtomicI32::new(-1);

extern "C" fn write_number(signal: c_int) {
    let number = signal as u8;
    // SAFETY: write may be called in a handler; errno is put back for whoever was interrupted. If the pipe is full, there
    // is enough to read already: it never blocks.
    unsafe {
        let errno = *libc::__errno_location();
        libc::write(SIGNAL_PIPE.load(Ordering::Relaxed), (&raw const number).cast(), 1);
        *libc::__errno_location() = errno;
    }
}

impl Signals {
    fn catch(signals: &[c_int]) -> anyhow::Result<Signals> {
        let (reader, writer) = io::pipe().context("pipe")?;
        let writer = writer.into_raw_fd();
        // SAFETY: the descriptor is open, and stays so until the process ends.
        unsafe { libc::fcntl(writer, libc::F_SETFL, libc::O_NONBLOCK) };
        SIGNAL_PIPE.store(writer, Ordering::Relaxed);
        for &signal in signals {
            set_action(signal, write_number as extern "C" fn(c_int) as usize).context("sigaction")?;
        }
        Ok(Signals { caught: signals.to_vec(), reader })
    }

    /// The next signal, waiting for it if need be.
    fn next(&self) -> anyhow::Result<c_int> {
        let mut number = [0];
        (&self.reader).read_exact(&mut number).context("read the signal pipe")?;
        Ok(number[0].into())
    }

    /// For a child: a handler of its own would write into the parent's pipe.
    fn back_to_default(self) {
        for &signal in &self.caught {
            // It was possible to set a handler, so it is to take it away.
            let _ = set_action(signal, libc::SIG_DFL);
        }
    }
}

fn set_action(signal: c_int, handler: libc::sighandler_t) -> io::Result<()> {
    // SAFETY: all zeroes is a valid sigaction, filled in before use; the handler only calls what a handler may.
    let set = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        action.sa_flags = libc::SA_RESTART;
        libc::sigaction(signal, &action, std::ptr::null_mut())
    };
    if set == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
