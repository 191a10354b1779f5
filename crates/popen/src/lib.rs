//! What the demos of this topic share: how a program ended, and how to wait for a pipe with a limit.
//!
//! ```
//! use std::process::Command;
//!
//! let status = Command::new("sh").args(["-c", "exit 3"]).status()?;
//! assert_eq!(popen_lesson::ending(status), "exit 3");
//! # std::io::Result::Ok(())
//! ```

use std::io;
use std::os::fd::{AsFd, AsRawFd};
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

/// How a program ended: `exit 3` or `signal 13`. Never both, and no 128 + n: that is how a shell
/// squeezes the two into one number.
pub fn ending(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit {code}"),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => format!("{status}"), // stopped or continued: not asked for, so it doesn't come
    }
}

/// Would a read from `pipe` answer within `limit_ms` milliseconds, with bytes or with end of file?
///
/// # Errors
/// Those of `poll`; `Interrupted` if a signal handler ran.
pub fn readable_within(pipe: &impl AsFd, limit_ms: libc::c_int) -> io::Result<bool> {
    ready_within(pipe, libc::POLLIN, limit_ms)
}

/// Would a write to `pipe` answer within `limit_ms` milliseconds, since there is room or nobody left to read?
///
/// # Errors
/// Those of `poll`; `Interrupted` if a signal handler ran.
pub fn writable_within(pipe: &impl AsFd, limit_ms: libc::c_int) -> io::Result<bool> {
    ready_within(pipe, libc::POLLOUT, limit_ms)
}

fn ready_within(pipe: &impl AsFd, events: libc::c_short, limit_ms: libc::c_int) -> io::Result<bool> {
    let fd = pipe.as_fd();
    let mut polled = libc::pollfd { fd: fd.as_raw_fd(), events, revents: 0 };
    // SAFETY: one valid pollfd, of a descriptor that is borrowed for the time of the call.
    match unsafe { libc::poll(&mut polled, 1, limit_ms) } {
        -1 => Err(io::Error::last_os_error()),
        ready => Ok(ready > 0),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write, pipe};
    use std::process::Command;

    use super::*;

    fn ending_of(script: &str) -> String {
        ending(Command::new("sh").args(["-c", script]).status().unwrap())
    }

    #[test]
    fn an_exit_code_and_a_signal_are_two_things() {
        assert_eq!(ending_of("exit 3"), "exit 3");
        assert_eq!(ending_of("exit 137"), "exit 137");
        assert_eq!(ending_of("kill -9 $$"), "signal 9");
        assert_eq!(ending_of("sh -c 'kill -9 $$'; exit $?"), "exit 137");
    }

    #[test]
    fn a_pipe_answers_to_bytes_and_to_its_end() {
        let (reader, mut writer) = pipe().unwrap();
        assert!(!readable_within(&reader, 0).unwrap());
        writer.write_all(b"x").unwrap();
        assert!(readable_within(&reader, 0).unwrap());

        let (reader, writer) = pipe().unwrap();
        drop(writer);
        assert!(readable_within(&reader, 0).unwrap());
    }

    #[test]
    fn a_full_pipe_takes_nothing_until_somebody_reads() {
        let (mut reader, mut writer) = pipe().unwrap();
        assert!(writable_within(&writer, 0).unwrap());
        // SAFETY: the descriptor is open; the call only asks for a number.
        let capacity = unsafe { libc::fcntl(writer.as_raw_fd(), libc::F_GETPIPE_SZ) };
        let full = vec![0; usize::try_from(capacity).unwrap()];
        writer.write_all(&full).unwrap();
        assert!(!writable_within(&writer, 0).unwrap());
        reader.read_exact(&mut full.clone()).unwrap();
        assert!(writable_within(&writer, 0).unwrap());
    }
}
