//! What the demos of this topic share: a wait status taken apart by hand, and a fork for those demos
//! that are about something else.
//!
//! ```
//! use fork_wait_lesson::Fate;
//!
//! assert_eq!(Fate::of(768), Fate::Exited { code: 3 });
//! assert_eq!(Fate::of(9).to_string(), "killed by signal 9");
//! ```
//!
//! `waitpid` fills in sixteen bits. Four cases share them, and the order of the questions matters:
//!
//! ```text
//! 0xffff                         continued
//! low byte 0x7f                  stopped, the signal is in the high byte
//! low seven bits 0               exited, the exit code is in the high byte
//! anything else                  killed by the signal in the low seven bits; bit 7 is set if a core was dumped
//! ```

use std::panic::{self, AssertUnwindSafe};
use std::{fmt, fs, io, mem};

/// What became of a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It ended by itself. The code is what it gave to exit, modulo 256.
    Exited { code: i32 },
    /// A signal ended it: there is no exit code.
    Killed { signal: i32, core: bool },
    /// It stands still and can go on (`WUNTRACED` asks for this).
    Stopped { signal: i32 },
    /// It stood still and went on (`WCONTINUED` asks for this).
    Continued,
}

impl Fate {
    /// Reads what `waitpid` filled in. Only of use after `waitpid` returned a pid: with `WNOHANG` it may return 0, and then
    /// the status is whatever it was before.
    pub fn of(status: i32) -> Fate {
        let high = (status >> 8) & 0xff;
        match status & 0x7f {
            _ if status == 0xffff => Fate::Continued,
            0x7f => Fate::Stopped { signal: high },
            0 => Fate::Exited { code: high },
            signal => Fate::Killed { signal, core: status & 0x80 != 0 },
        }
    }
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Fate::Exited { code } => write!(f, "exited, code {code}"),
            Fate::Killed { signal, core: false } => write!(f, "killed by signal {signal}"),
            Fate::Killed { signal, core: true } => write!(f, "killed by signal {signal}, core dumped"),
            Fate::Stopped { signal } => write!(f, "stopped by signal {signal}"),
            Fate::Continued => write!(f, "continued"),
        }
    }
}

/// Forks a child that runs `body` and leaves with the code that it gives; returns the child's pid.
///
/// Safe to call, since it looks: a process with a second thread gets an error instead of a child. A panic in the child ends
/// it with 101; it must not unwind into what the parent has to do.
///
/// # Errors
/// Those of `fork`, and one if the process has more than one thread.
pub fn fork_child(body: impl FnOnce() -> i32) -> io::Result<libc::pid_t> {
    if fs::read_dir("/proc/self/task")?.count() != 1 {
        return Err(io::Error::other("this process has a second thread"));
    }
    // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        0 => {
            let code = panic::catch_unwind(AssertUnwindSafe(body)).unwrap_or(101);
            // SAFETY: no destructor and no exit hook has to run here: they are the parent's.
            unsafe { libc::_exit(code) }
        }
        child => Ok(child),
    }
}

/// Waits for this child: its status, as the system gives it.
///
/// # Errors
/// Those of `waitpid`: ECHILD if `child` is not ours or was waited for before.
pub fn wait_for(child: libc::pid_t) -> io::Result<libc::c_int> {
    let mut status = 0;
    // SAFETY: status outlives the call.
    match unsafe { libc::waitpid(child, &mut status, 0) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(status),
    }
}

/// Waits until `child` has ended, but does not reap it: it stays a zombie.
///
/// # Errors
/// Those of `waitid`.
pub fn wait_until_ended(child: libc::pid_t) -> io::Result<()> {
    // SAFETY: all zeroes is a valid siginfo_t; info outlives the call; a pid is positive, so it fits an id_t.
    let waited = unsafe {
        let mut info: libc::siginfo_t = mem::zeroed();
        libc::waitid(libc::P_PID, child as libc::id_t, &mut info, libc::WEXITED | libc::WNOWAIT)
    };
    if waited == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    use super::{Fate, fork_child, wait_for, wait_until_ended};

    /// Every status that the kernel makes: 256 codes, 64 signals with and without a core, 64 stops, one continue.
    fn every_status() -> impl Iterator<Item = i32> {
        let codes = (0..=255).map(|code| code << 8);
        let signals = (1..=64).flat_map(|signal| [signal, signal | 0x80]);
        let stops = (1..=64).map(|signal| signal << 8 | 0x7f);
        codes.chain(signals).chain(stops).chain([0xffff])
    }

    #[test]
    fn agrees_with_the_macros_of_libc() {
        for status in every_status() {
            let by_libc = if libc::WIFEXITED(status) {
                Fate::Exited { code: libc::WEXITSTATUS(status) }
            } else if libc::WIFSIGNALED(status) {
                Fate::Killed { signal: libc::WTERMSIG(status), core: libc::WCOREDUMP(status) }
            } else if libc::WIFSTOPPED(status) {
                Fate::Stopped { signal: libc::WSTOPSIG(status) }
            } else {
                assert!(libc::WIFCONTINUED(status), "{status:#06x}");
                Fate::Continued
            };
            assert_eq!(Fate::of(status), by_libc, "{status:#06x}");
        }
    }

    #[test]
    fn agrees_with_std() {
        for status in every_status() {
            let std = ExitStatus::from_raw(status);
            let (code, signal, stopped, continued) = match Fate::of(status) {
                Fate::Exited { code } => (Some(code), None, None, false),
                Fate::Killed { signal, core } => {
                    assert_eq!(std.core_dumped(), core);
                    (None, Some(signal), None, false)
                }
                Fate::Stopped { signal } => (None, None, Some(signal), false),
                Fate::Continued => (None, None, None, true),
            };
            assert_eq!(
                (std.code(), std.signal(), std.stopped_signal(), std.continued()),
                (code, signal, stopped, continued)
            );
        }
    }

    #[test]
    fn a_test_has_threads_and_so_gets_no_child() {
        let error = std::thread::spawn(|| fork_child(|| 0)).join().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "this process has a second thread");
    }

    #[test]
    fn waits_for_children_of_a_command_too() {
        let mut child = std::process::Command::new("sh").args(["-c", "exit 3"]).spawn().unwrap();
        let pid = i32::try_from(child.id()).unwrap();
        wait_until_ended(pid).unwrap();
        assert_eq!(Fate::of(wait_for(pid).unwrap()), Fate::Exited { code: 3 });
        assert_eq!(child.wait().unwrap_err().raw_os_error(), Some(libc::ECHILD));
    }
}
