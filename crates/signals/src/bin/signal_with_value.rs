//! signal_with_value: who has sent a signal, and the one number that a signal can carry. Read from a descriptor.
//!
//! ```console
//! $ signal_with_value
//! USR1, sent with kill by the shell that we started: true
//! RTMIN, sent with sigqueue by ourselves: true, with the value 42
//! ```
//!
//! The book says that a signal carries no data. Of `kill` that is true, but the system tells a little: who sent it, and
//! why. And `sigqueue` adds a number. It is no channel: a standard signal that is pending already drops the number with
//! the signal.
//!
//! Notice the descriptor. With the signals held back, a signalfd is readable when one is pending, so a loop of `poll`
//! can wait for it beside its sockets; it is Linux's own, the self-pipe works everywhere.
//!
//! Notice the order: of several that are pending the lower number comes first.
//!
//! Try this: send USR1 with sigqueue, twice, 1 and 2. Which values arrive?

use std::fs::File;
use std::io::{self, Read};
use std::mem::size_of;
use std::os::fd::FromRawFd;
use std::process::Command;

use anyhow::{Context, ensure};
use signals_lesson::{mask, set_of};

fn main() -> anyhow::Result<()> {
    let signals = [libc::SIGUSR1, libc::SIGRTMIN()];
    for signal in signals {
        mask(libc::SIG_BLOCK, signal).context("pthread_sigmask")?;
    }
    let mut arrivals = signal_descriptor(&signals).context("signalfd")?;

    let mut shell = Command::new("sh").args(["-c", "kill -USR1 $PPID"]).spawn().context("start sh")?;
    ensure!(shell.wait().context("waitpid")?.success(), "the shell could not send");
    let value = libc::sigval { sival_ptr: 42 as *mut libc::c_void };
    // SAFETY: numbers; the value is never used as a pointer.
    let queued = unsafe { libc::sigqueue(libc::getpid(), libc::SIGRTMIN(), value) };
    ensure!(queued == 0, "sigqueue: {}", io::Error::last_os_error());

    let first = next(&mut arrivals)?;
    ensure!(first.ssi_signo == libc::SIGUSR1 as u32 && first.ssi_code == libc::SI_USER, "another signal came first");
    println!("USR1, sent with kill by the shell that we started: {}", first.ssi_pid == shell.id());

    let second = next(&mut arrivals)?;
    ensure!(second.ssi_signo == libc::SIGRTMIN() as u32 && second.ssi_code == libc::SI_QUEUE, "another signal came");
    let ours = second.ssi_pid == std::process::id();
    println!("RTMIN, sent with sigqueue by ourselves: {ours}, with the value {}", second.ssi_int);
    Ok(())
}

fn signal_descriptor(signals: &[libc::c_int]) -> io::Result<File> {
    let set = set_of(signals)?;
    // SAFETY: the set outlives the call; the new descriptor is owned by the File and by nobody else.
    unsafe {
        match libc::signalfd(-1, &set, libc::SFD_CLOEXEC) {
            -1 => Err(io::Error::last_os_error()),
            descriptor => Ok(File::from_raw_fd(descriptor)),
        }
    }
}

fn next(arrivals: &mut File) -> anyhow::Result<libc::signalfd_siginfo> {
    let mut bytes = [0; size_of::<libc::signalfd_siginfo>()];
    arrivals.read_exact(&mut bytes).context("read the signalfd")?;
    // SAFETY: the kernel has filled in a whole record, which consists of numbers.
    Ok(unsafe { std::ptr::read_unaligned(bytes.as_ptr().cast()) })
}
