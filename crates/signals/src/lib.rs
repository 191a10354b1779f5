//! What the demos of this topic share: asking for and setting what a signal does. std has nothing for signals.
//!
//! ```
//! use std::sync::atomic::{AtomicI32, Ordering};
//! use signals_lesson::{Disposition, disposition, handle, raise};
//!
//! static SEEN: AtomicI32 = AtomicI32::new(0);
//! extern "C" fn remember(signal: libc::c_int) {
//!     SEEN.store(signal, Ordering::Relaxed); // as much as a handler may do
//! }
//!
//! handle(libc::SIGUSR1, remember, 0)?;
//! assert_eq!(disposition(libc::SIGUSR1)?, Disposition::Handled);
//! raise(libc::SIGUSR1)?;
//! assert_eq!(SEEN.load(Ordering::Relaxed), libc::SIGUSR1);
//! # Ok::<(), std::io::Error>(())
//! ```

use std::io;
use std::mem::zeroed;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::ptr::null_mut;

use libc::c_int;

/// What happens in this process when a signal comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// The action of the table in signal(7): the process ends, stops, goes on, or nothing happens.
    Default,
    /// Nothing happens. Survives an exec.
    Ignored,
    /// A function of ours is called. An exec puts this back to `Default`.
    Handled,
}

/// What `signal` does at present.
///
/// # Errors
/// `InvalidInput` for a number that is no signal.
pub fn disposition(signal: c_int) -> io::Result<Disposition> {
    // SAFETY: all zeroes is a valid sigaction; a null new action only asks.
    let old = unsafe {
        let mut old: libc::sigaction = zeroed();
        if libc::sigaction(signal, null_mut(), &mut old) == -1 {
            return Err(io::Error::last_os_error());
        }
        old
    };
    Ok(match old.sa_sigaction {
        libc::SIG_DFL => Disposition::Default,
        libc::SIG_IGN => Disposition::Ignored,
        _ => Disposition::Handled,
    })
}

/// Has `handler` called when `signal` comes. `flags` are those of sigaction, such as `SA_RESTART`; 0 for none.
///
/// The handler runs between any two instructions of the program, perhaps in the middle of `malloc`. It may store into an
/// atomic, write to a descriptor, and little else: see signal-safety(7).
///
/// # Errors
/// `InvalidInput` for a number that is no signal, and for KILL and STOP.
pub fn handle(signal: c_int, handler: extern "C" fn(c_int), flags: c_int) -> io::Result<()> {
    set(signal, handler as usize, flags)
}

/// Ignores `signal`. Errors as those of [`handle`].
pub fn ignore(signal: c_int) -> io::Result<()> {
    set(signal, libc::SIG_IGN, 0)
}

/// Puts `signal` back to its default action. Errors as those of [`handle`].
pub fn back_to_default(signal: c_int) -> io::Result<()> {
    set(signal, libc::SIG_DFL, 0)
}

fn set(signal: c_int, action: libc::sighandler_t, flags: c_int) -> io::Result<()> {
    // SAFETY: all zeroes is a valid sigaction (an empty mask), filled in before use; what the
    // handler does is its author's part.
    let set = unsafe {
        let mut new: libc::sigaction = zeroed();
        new.sa_sigaction = action;
        new.sa_flags = flags;
        libc::sigaction(signal, &new, null_mut())
    };
    if set == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Sends `signal` to this thread. If it isn't blocked, it has been dealt with when this returns.
///
/// # Errors
/// `InvalidInput` for a number that is no signal.
pub fn raise(signal: c_int) -> io::Result<()> {
    // SAFETY: takes a number; whatever handler runs is its author's part.
    if unsafe { libc::raise(signal) } == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// Holds `signal` back in this thread, or with `SIG_UNBLOCK` lets it through again, at once if it is pending.
///
/// # Errors
/// `InvalidInput` for a number that is no signal.
pub fn mask(how: c_int, signal: c_int) -> io::Result<()> {
    let set = set_of(&[signal])?;
    // SAFETY: the set is a valid one and outlives the call; we don't ask for the old one.
    match unsafe { libc::pthread_sigmask(how, &set, null_mut()) } {
        0 => Ok(()),
        error => Err(io::Error::from_raw_os_error(error)), // like sigwait it doesn't use errno
    }
}

/// These signals as the set that sigwait, signalfd and their like want.
///
/// # Errors
/// `InvalidInput` for a number that is no signal.
pub fn set_of(signals: &[c_int]) -> io::Result<libc::sigset_t> {
    // SAFETY: sigemptyset fills in the set before anything reads it.
    unsafe {
        let mut set: libc::sigset_t = zeroed();
        libc::sigemptyset(&mut set);
        for &signal in signals {
            if libc::sigaddset(&mut set, signal) == -1 {
                return Err(io::Error::last_os_error());
            }
        }
        Ok(set)
    }
}

/// Waits for one of these signals, takes it, and says which. All threads must hold them back ([`mask`]), or the
/// default action happens instead.
///
/// # Errors
/// `InvalidInput` for a number that is no signal.
pub fn wait_for(signals: &[c_int]) -> io::Result<c_int> {
    let set = set_of(signals)?;
    let mut came = 0;
    // SAFETY: both pointers are valid for the call.
    match unsafe { libc::sigwait(&set, &mut came) } {
        0 => Ok(came),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}

/// SIGALRM once, so many milliseconds from now; 0 for never. `alarm` does the same with whole seconds.
///
/// # Errors
/// `InvalidInput` for a negative time.
pub fn alarm_after(after_ms: i64) -> io::Result<()> {
    let timer = libc::itimerval {
        it_interval: libc::timeval { tv_sec: 0, tv_usec: 0 },
        it_value: libc::timeval { tv_sec: after_ms / 1000, tv_usec: after_ms % 1000 * 1000 },
    };
    // SAFETY: timer outlives the call; we don't ask for the old one.
    match unsafe { libc::setitimer(libc::ITIMER_REAL, &timer, null_mut()) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// Runs `work` in a forked child, which ends with 0, or 1 for an error; says how it ended or that it stopped. One that
/// stopped is killed.
///
/// # Errors
/// Those of fork and waitpid.
///
/// # Safety
/// The process must have one thread, unless `work` keeps to what a handler may do.
pub unsafe fn in_child(work: impl FnOnce() -> io::Result<()>) -> io::Result<ExitStatus> {
    // SAFETY: the caller's promise.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        0 => {
            let code = if work().is_ok() { 0 } else { 1 };
            // SAFETY: ends the child here, and not in its parent's code.
            unsafe { libc::_exit(code) }
        }
        child => {
            let status = wait_status(child, libc::WUNTRACED)?;
            if status.stopped_signal().is_some() {
                // SAFETY: numbers; not waited for to its end, so the pid is still the child's.
                unsafe { libc::kill(child, libc::SIGKILL) };
                wait_status(child, 0)?;
            }
            Ok(status)
        }
    }
}

fn wait_status(child: libc::pid_t, options: c_int) -> io::Result<ExitStatus> {
    let mut status = 0;
    loop {
        // SAFETY: status outlives the call.
        if unsafe { libc::waitpid(child, &mut status, options) } == child {
            return Ok(ExitStatus::from_raw(status));
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn a_signal_goes_through_all_three() {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        extern "C" fn count(_: c_int) {
            RUNS.fetch_add(1, Ordering::Relaxed);
        }

        let signal = libc::SIGUSR1; // no other test uses it
        assert_eq!(disposition(signal).unwrap(), Disposition::Default);
        handle(signal, count, 0).unwrap();
        assert_eq!(disposition(signal).unwrap(), Disposition::Handled);
        raise(signal).unwrap();
        assert_eq!(RUNS.load(Ordering::Relaxed), 1);
        ignore(signal).unwrap();
        assert_eq!(disposition(signal).unwrap(), Disposition::Ignored);
        raise(signal).unwrap();
        assert_eq!(RUNS.load(Ordering::Relaxed), 1);
        back_to_default(signal).unwrap();
        assert_eq!(disposition(signal).unwrap(), Disposition::Default);
    }

    #[test]
    fn a_blocked_signal_waits() {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        extern "C" fn count(_: c_int) {
            RUNS.fetch_add(1, Ordering::Relaxed);
        }

        let signal = libc::SIGUSR2; // no other test uses it
        handle(signal, count, 0).unwrap();
        mask(libc::SIG_BLOCK, signal).unwrap();
        raise(signal).unwrap();
        raise(signal).unwrap();
        assert_eq!(RUNS.load(Ordering::Relaxed), 0);
        mask(libc::SIG_UNBLOCK, signal).unwrap();
        assert_eq!(RUNS.load(Ordering::Relaxed), 1, "the two have merged");
    }

    #[test]
    fn kill_and_stop_are_not_ours_to_set() {
        for signal in [libc::SIGKILL, libc::SIGSTOP, 0, 1000] {
            assert_eq!(ignore(signal).unwrap_err().raw_os_error(), Some(libc::EINVAL), "signal {signal}");
        }
        assert_eq!(disposition(libc::SIGKILL).unwrap(), Disposition::Default);
    }

    #[test]
    fn waits_for_what_is_held_back() {
        let signal = libc::SIGWINCH; // no other test uses it
        mask(libc::SIG_BLOCK, signal).unwrap();
        raise(signal).unwrap();
        assert_eq!(wait_for(&[libc::SIGURG, signal]).unwrap(), signal);
    }

    #[test]
    fn a_set_takes_signals_only() {
        assert!(set_of(&[libc::SIGHUP, libc::SIGTERM]).is_ok());
        assert_eq!(set_of(&[1000]).unwrap_err().raw_os_error(), Some(libc::EINVAL));
        assert_eq!(wait_for(&[0]).unwrap_err().raw_os_error(), Some(libc::EINVAL));
    }
}
