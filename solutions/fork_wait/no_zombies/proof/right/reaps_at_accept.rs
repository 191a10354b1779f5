//! right: no SIGCHLD at all. It reaps whoever has ended each time a client has come, and waits for the rest at the end.
//! SIGTERM is blocked but for the time of ppoll, so that it is never missed.

use std::io::{self, BufRead, BufReader, Write};
use std::mem;
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::process::ExitCode;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

static TERM_CAME: AtomicBool = AtomicBool::new(false);

extern "C" fn on_term(_: libc::c_int) {
    TERM_CAME.store(true, Ordering::Relaxed);
}

fn main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("no_zombies: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve() -> io::Result<()> {
    let unblocked = block_and_catch_term()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("listening on {}", listener.local_addr()?);

    let (mut clients, mut reaped) = (0, 0);
    while client_has_come(&listener, &unblocked)? {
        let (stream, _) = listener.accept()?;
        clients += 1;
        // SAFETY: there is one thread.
        match unsafe { libc::fork() } {
            -1 => return Err(io::Error::last_os_error()),
            0 => {
                drop(listener);
                let code = if converse(stream).is_ok() { 0 } else { 1 };
                // SAFETY: the child ends here.
                unsafe { libc::_exit(code) }
            }
            _ => drop(stream),
        }
        reaped += reap(libc::WNOHANG);
    }
    drop(listener);
    reaped += reap(0);
    println!("clients: {clients}, reaped: {reaped}");
    Ok(())
}

/// Blocks SIGTERM and sets its handler. The answer is the mask from before.
fn block_and_catch_term() -> io::Result<libc::sigset_t> {
    // SAFETY: zeroes are valid for both; everything we point to lives until the calls are over.
    unsafe {
        let mut term: libc::sigset_t = mem::zeroed();
        let mut before: libc::sigset_t = mem::zeroed();
        libc::sigemptyset(&mut term);
        libc::sigaddset(&mut term, libc::SIGTERM);
        if libc::sigprocmask(libc::SIG_BLOCK, &term, &mut before) == -1 {
            return Err(io::Error::last_os_error());
        }
        let mut action: libc::sigaction = mem::zeroed();
        action.sa_sigaction = on_term as extern "C" fn(libc::c_int) as usize;
        if libc::sigaction(libc::SIGTERM, &action, ptr::null_mut()) == -1 {
            return Err(io::Error::last_os_error());
        }
        Ok(before)
    }
}

/// Waits for a client; false if SIGTERM has come first.
fn client_has_come(listener: &TcpListener, unblocked: &libc::sigset_t) -> io::Result<bool> {
    loop {
        if TERM_CAME.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let mut polled = libc::pollfd { fd: listener.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        // SAFETY: one valid entry; no timeout.
        match unsafe { libc::ppoll(&mut polled, 1, ptr::null(), unblocked) } {
            -1 if io::Error::last_os_error().kind() == io::ErrorKind::Interrupted => {}
            -1 => return Err(io::Error::last_os_error()),
            _ => return Ok(true),
        }
    }
}

fn reap(options: libc::c_int) -> u32 {
    let mut count = 0;
    loop {
        // SAFETY: null says that the status is not wanted.
        match unsafe { libc::waitpid(-1, ptr::null_mut(), options) } {
            -1 | 0 => return count,
            _ => count += 1,
        }
    }
}

fn converse(mut stream: TcpStream) -> io::Result<()> {
    let reader = BufReader::new(stream.try_clone()?);
    for line in reader.lines() {
        stream.write_all((line?.to_uppercase() + "\n").as_bytes())?;
    }
    Ok(())
}
