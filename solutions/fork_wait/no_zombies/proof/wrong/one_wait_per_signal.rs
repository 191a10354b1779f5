//! verdict: zombie
//! Believes that every child that ends sends a SIGCHLD of its own.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);
static REAPED: AtomicU32 = AtomicU32::new(0);

extern "C" fn on_term(_: libc::c_int) {
    STOP.store(true, Ordering::Relaxed);
}

extern "C" fn on_child(_: libc::c_int) {
    if unsafe { libc::wait(std::ptr::null_mut()) } > 0 {
        REAPED.fetch_add(1, Ordering::Relaxed);
    }
}

fn answer(stream: TcpStream) -> io::Result<()> {
    let mut writer = stream.try_clone()?;
    for line in BufReader::new(stream).lines() {
        writeln!(writer, "{}", line?.to_ascii_uppercase())?;
    }
    Ok(())
}

fn handle(signal: libc::c_int, handler: libc::sighandler_t) {
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        action.sa_flags = libc::SA_RESTART;
        libc::sigaction(signal, &action, std::ptr::null_mut());
    }
}

fn main() -> io::Result<()> {
    handle(libc::SIGTERM, on_term as extern "C" fn(libc::c_int) as usize);
    handle(libc::SIGCHLD, on_child as extern "C" fn(libc::c_int) as usize);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("listening on {}", listener.local_addr()?);
    let mut clients = 0;
    loop {
        let mut polled = libc::pollfd { fd: listener.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        let ready = unsafe { libc::poll(&mut polled, 1, -1) };
        if STOP.load(Ordering::Relaxed) {
            break;
        }
        if ready < 1 {
            continue;
        }
        let (stream, _) = listener.accept()?;
        clients += 1;
        match unsafe { libc::fork() } {
            -1 => return Err(io::Error::last_os_error()),
            0 => {
                let _ = answer(stream);
                unsafe { libc::_exit(0) }
            }
            _ => {
                drop(stream);
            }
        }
    }
    while unsafe { libc::wait(std::ptr::null_mut()) } > 0 {
        REAPED.fetch_add(1, Ordering::Relaxed);
    }
    println!("clients: {clients}, reaped: {}", REAPED.load(Ordering::Relaxed));
    Ok(())
}
