//! right: a pidfd for each child. poll says which of them have ended, and waitid reaps exactly those;
//! SIGTERM is read from a signalfd.

use std::io::{self, BufRead, BufReader, Write};
use std::mem;
use std::net::{TcpListener, TcpStream};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::process::ExitCode;
use std::ptr;

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
    let term = signalfd_for_term()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("listening on {}", listener.local_addr()?);
    let (mut clients, mut reaped) = (0, 0);
    let mut children: Vec<OwnedFd> = Vec::new();
    loop {
        let mut fds = vec![term.as_raw_fd(), listener.as_raw_fd()];
        fds.extend(children.iter().map(AsRawFd::as_raw_fd));
        let ready = wait_for(&fds)?;
        reaped += reap(&mut children, &ready)?;
        if ready.contains(&term.as_raw_fd()) {
            break;
        }
        if ready.contains(&listener.as_raw_fd()) {
            let (stream, _) = listener.accept()?;
            clients += 1;
            // SAFETY: one thread.
            match unsafe { libc::fork() } {
                -1 => return Err(io::Error::last_os_error()),
                0 => {
                    let result = answer(stream);
                    // SAFETY: the child's end.
                    unsafe { libc::_exit(if result.is_err() { 1 } else { 0 }) }
                }
                pid => children.push(pidfd(pid)?),
            }
        }
    }
    drop(listener);
    while !children.is_empty() {
        let fds: Vec<RawFd> = children.iter().map(AsRawFd::as_raw_fd).collect();
        let ready = wait_for(&fds)?;
        reaped += reap(&mut children, &ready)?;
    }
    println!("clients: {clients}, reaped: {reaped}");
    Ok(())
}

/// Reaps the children that are ready, and forgets them.
fn reap(children: &mut Vec<OwnedFd>, ready: &[RawFd]) -> io::Result<usize> {
    let (ended, running): (Vec<OwnedFd>, Vec<OwnedFd>) =
        mem::take(children).into_iter().partition(|child| ready.contains(&child.as_raw_fd()));
    *children = running;
    for child in &ended {
        // SAFETY: zeroes are a siginfo; the descriptor is open.
        unsafe {
            let mut info: libc::siginfo_t = mem::zeroed();
            if libc::waitid(libc::P_PIDFD, child.as_raw_fd() as libc::id_t, &mut info, libc::WEXITED) == -1 {
                return Err(io::Error::last_os_error());
            }
        }
    }
    Ok(ended.len())
}

fn wait_for(fds: &[RawFd]) -> io::Result<Vec<RawFd>> {
    let mut polled: Vec<_> = fds.iter().map(|&fd| libc::pollfd { fd, events: libc::POLLIN, revents: 0 }).collect();
    // SAFETY: as many entries as the vector has.
    if unsafe { libc::poll(polled.as_mut_ptr(), polled.len() as libc::nfds_t, -1) } == -1 {
        return Err(io::Error::last_os_error());
    }
    Ok(polled.iter().filter(|entry| entry.revents != 0).map(|entry| entry.fd).collect())
}

fn pidfd(pid: libc::pid_t) -> io::Result<OwnedFd> {
    // SAFETY: pidfd_open takes two numbers; the new descriptor is nobody else's.
    unsafe {
        let fd = libc::syscall(libc::SYS_pidfd_open, pid, 0);
        if fd == -1 { Err(io::Error::last_os_error()) } else { Ok(OwnedFd::from_raw_fd(fd as RawFd)) }
    }
}

fn signalfd_for_term() -> io::Result<OwnedFd> {
    // SAFETY: the set is emptied before it is used; the new descriptor is nobody else's.
    unsafe {
        let mut set: libc::sigset_t = mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGTERM);
        libc::sigprocmask(libc::SIG_BLOCK, &set, ptr::null_mut());
        match libc::signalfd(-1, &set, 0) {
            -1 => Err(io::Error::last_os_error()),
            fd => Ok(OwnedFd::from_raw_fd(fd)),
        }
    }
}

fn answer(stream: TcpStream) -> io::Result<()> {
    for line in BufReader::new(&stream).lines() {
        let line = line?.to_ascii_uppercase() + "\n";
        (&stream).write_all(line.as_bytes())?;
    }
    Ok(())
}
