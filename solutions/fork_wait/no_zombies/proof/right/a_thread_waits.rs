//! right: a thread takes SIGTERM and SIGCHLD by sigwait and reaps; at SIGTERM it shuts the listener down, so that
//! accept in the first thread returns.

use std::io::{self, BufRead, BufReader, Write};
use std::mem;
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

static REAPED: AtomicU32 = AtomicU32::new(0);
static STOPPED: AtomicBool = AtomicBool::new(false);

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
    let signals = block(&[libc::SIGTERM, libc::SIGCHLD]);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let socket = listener.as_raw_fd();
    println!("listening on {}", listener.local_addr()?);
    thread::spawn(move || take(&signals, socket));
    let mut clients = 0;
    loop {
        let stream = match listener.accept() {
            Ok((stream, _)) => stream,
            Err(_) if STOPPED.load(Ordering::SeqCst) => break,
            Err(error) => return Err(error),
        };
        clients += 1;
        // SAFETY: the other thread holds no lock that the child needs: it only waits and counts.
        match unsafe { libc::fork() } {
            -1 => return Err(io::Error::last_os_error()),
            0 => {
                drop(listener);
                unblock(&signals);
                let code = i32::from(answer(stream).is_err());
                // SAFETY: the child's end.
                unsafe { libc::_exit(code) }
            }
            _ => {}
        }
    }
    drop(listener);
    REAPED.fetch_add(reap(0), Ordering::SeqCst);
    println!("clients: {clients}, reaped: {}", REAPED.load(Ordering::SeqCst));
    Ok(())
}

/// Until SIGTERM has come.
fn take(signals: &libc::sigset_t, socket: i32) {
    loop {
        let mut signal = 0;
        // SAFETY: the set is whole, and the number outlives the call.
        unsafe { libc::sigwait(signals, &mut signal) };
        if signal == libc::SIGTERM {
            STOPPED.store(true, Ordering::SeqCst);
            // SAFETY: no memory is involved.
            unsafe { libc::shutdown(socket, libc::SHUT_RDWR) };
            return;
        }
        REAPED.fetch_add(reap(libc::WNOHANG), Ordering::SeqCst);
    }
}

fn reap(options: i32) -> u32 {
    let mut reaped = 0;
    // SAFETY: no status is asked for.
    while unsafe { libc::waitpid(-1, std::ptr::null_mut(), options) } > 0 {
        reaped += 1;
    }
    reaped
}

fn block(signals: &[i32]) -> libc::sigset_t {
    // SAFETY: the set is made before it is used.
    unsafe {
        let mut set: libc::sigset_t = mem::zeroed();
        libc::sigemptyset(&mut set);
        for signal in signals {
            libc::sigaddset(&mut set, *signal);
        }
        libc::pthread_sigmask(libc::SIG_BLOCK, &set, std::ptr::null_mut());
        set
    }
}

fn unblock(set: &libc::sigset_t) {
    // SAFETY: the set is whole.
    unsafe { libc::pthread_sigmask(libc::SIG_UNBLOCK, set, std::ptr::null_mut()) };
}

fn answer(stream: TcpStream) -> io::Result<()> {
    let mut lines = BufReader::new(&stream);
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        (&stream).write_all(format!("{}\n", line.trim_end_matches('\n').to_ascii_uppercase()).as_bytes())?;
        line.clear();
    }
    Ok(())
}
