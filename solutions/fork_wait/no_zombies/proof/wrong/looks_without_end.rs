//! verdict: busy-wait
//! Believes that to look all the time for clients and for children is to miss none.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);

extern "C" fn on_term(_: libc::c_int) {
    STOP.store(true, Ordering::Relaxed);
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
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    println!("listening on {}", listener.local_addr()?);
    let (mut clients, mut reaped) = (0, 0);
    while !STOP.load(Ordering::Relaxed) {
        match listener.accept() {
            Ok((stream, _)) => {
                clients += 1;
                stream.set_nonblocking(false)?;
                match unsafe { libc::fork() } {
                    -1 => return Err(io::Error::last_os_error()),
                    0 => {
                        let _ = answer(stream);
                        unsafe { libc::_exit(0) }
                    }
                    _ => drop(stream),
                }
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
        while unsafe { libc::waitpid(-1, std::ptr::null_mut(), libc::WNOHANG) } > 0 {
            reaped += 1;
        }
    }
    while unsafe { libc::wait(std::ptr::null_mut()) } > 0 {
        reaped += 1;
    }
    println!("clients: {clients}, reaped: {reaped}");
    Ok(())
}
