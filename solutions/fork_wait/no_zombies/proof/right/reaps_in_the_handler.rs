//! right: the handler of SIGCHLD itself reaps, in a loop, and counts. The server just blocks in accept; the handler of
//! SIGTERM shuts the listener down, so that accept returns even if the signal comes right before it.

use std::io::{self, BufRead, BufReader, Write};
use std::mem;
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering::SeqCst};

static LISTENER: AtomicI32 = AtomicI32::new(-1);
static ENDING: AtomicBool = AtomicBool::new(false);
static REAPED: AtomicUsize = AtomicUsize::new(0);

extern "C" fn on_term(_: libc::c_int) {
    ENDING.store(true, SeqCst);
    // SAFETY: shutdown may be called in a handler.
    unsafe { libc::shutdown(LISTENER.load(SeqCst), libc::SHUT_RD) };
}

extern "C" fn on_child(_: libc::c_int) {
    // SAFETY: waitpid may be called in a handler. It changes errno, which the code that was
    // interrupted may be about to read.
    unsafe {
        let errno = *libc::__errno_location();
        while libc::waitpid(-1, ptr::null_mut(), libc::WNOHANG) > 0 {
            REAPED.fetch_add(1, SeqCst);
        }
        *libc::__errno_location() = errno;
    }
}

fn main() -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    LISTENER.store(listener.as_raw_fd(), SeqCst);
    on_signal(libc::SIGTERM, on_term)?;
    on_signal(libc::SIGCHLD, on_child)?;
    println!("listening on {}", listener.local_addr()?);

    let mut clients = 0;
    loop {
        let stream = match listener.accept() {
            Ok((stream, _)) => stream,
            Err(_) if ENDING.load(SeqCst) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        clients += 1;
        // SAFETY: no other thread.
        match unsafe { libc::fork() } {
            -1 => return Err(io::Error::last_os_error().into()),
            0 => {
                LISTENER.store(-1, SeqCst);
                drop(listener);
                let _ = converse(stream);
                // SAFETY: the child is done.
                unsafe { libc::_exit(0) }
            }
            _ => {}
        }
    }

    // From here on nobody else reaps: what is left is waited for one by one.
    set_blocked(libc::SIGCHLD)?;
    // SAFETY: no status is asked for.
    while unsafe { libc::waitpid(-1, ptr::null_mut(), 0) } > 0 {
        REAPED.fetch_add(1, SeqCst);
    }
    println!("clients: {clients}, reaped: {}", REAPED.load(SeqCst));
    Ok(())
}

fn converse(stream: TcpStream) -> io::Result<()> {
    let mut sender = io::BufWriter::new(stream.try_clone()?);
    for line in BufReader::new(stream).lines() {
        sender.write_all(line?.to_ascii_uppercase().as_bytes())?;
        sender.write_all(b"\n")?;
        sender.flush()?;
    }
    Ok(())
}

fn on_signal(signal: libc::c_int, handler: extern "C" fn(libc::c_int)) -> io::Result<()> {
    // SAFETY: zeroes are a valid action; both handlers do only what a handler may.
    let result = unsafe {
        let mut action: libc::sigaction = mem::zeroed();
        action.sa_sigaction = handler as usize;
        action.sa_flags = libc::SA_RESTART | libc::SA_NOCLDSTOP;
        libc::sigaction(signal, &action, ptr::null_mut())
    };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

fn set_blocked(signal: libc::c_int) -> io::Result<()> {
    // SAFETY: the set is emptied before it is used.
    let result = unsafe {
        let mut set: libc::sigset_t = mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, signal);
        libc::sigprocmask(libc::SIG_BLOCK, &set, ptr::null_mut())
    };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
