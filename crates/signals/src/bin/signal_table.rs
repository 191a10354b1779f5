//! signal_table: what each signal does to a process that has made no arrangements, tried out on children.
//!
//! ```console
//! $ signal_table
//! HUP   1  ends
//! INT   2  ends
//! QUIT  3  ends
//! ILL   4  ends
//! ABRT  6  ends
//! FPE   8  ends
//! KILL  9  ends
//! USR1 10  ends
//! SEGV 11  ends
//! USR2 12  ends
//! PIPE 13  ends
//! ALRM 14  ends
//! TERM 15  ends
//! CHLD 17  nothing
//! CONT 18  nothing, or goes on after a stop
//! STOP 19  stops
//! TSTP 20  stops
//! TTIN 21  stops
//! TTOU 22  stops
//! ```
//!
//! The numbers are those of Linux on most processors; others differ from 7 on, so write names.
//!
//! Notice that most of them end the process, also those that were made for your own use. Five of these, QUIT, ILL,
//! ABRT, FPE and SEGV, leave an image of the memory as well if the system allows it; the children here forbid it, lest
//! the demo fill your disk.
//!
//! Notice the process group that each child makes for itself. TSTP, TTIN and TTOU come from a terminal, and the kernel
//! lets them stop nobody in a group that no shell could wake up again.
//!
//! Try this: add URG, WINCH and PROF. Then leave out `back_to_default`: which lines change in a Rust program?

use std::io;
use std::os::unix::process::ExitStatusExt;

use anyhow::{Context, ensure};
use libc::c_int;
use signals_lesson::{back_to_default, in_child, mask, raise};

#[rustfmt::skip]
const SIGNALS: [(&str, c_int); 19] = [
    ("HUP", libc::SIGHUP), ("INT", libc::SIGINT), ("QUIT", libc::SIGQUIT), ("ILL", libc::SIGILL),
    ("ABRT", libc::SIGABRT), ("FPE", libc::SIGFPE), ("KILL", libc::SIGKILL), ("USR1", libc::SIGUSR1),
    ("SEGV", libc::SIGSEGV), ("USR2", libc::SIGUSR2), ("PIPE", libc::SIGPIPE), ("ALRM", libc::SIGALRM),
    ("TERM", libc::SIGTERM), ("CHLD", libc::SIGCHLD), ("CONT", libc::SIGCONT), ("STOP", libc::SIGSTOP),
    ("TSTP", libc::SIGTSTP), ("TTIN", libc::SIGTTIN), ("TTOU", libc::SIGTTOU),
];

fn main() -> anyhow::Result<()> {
    for (name, number) in SIGNALS {
        println!("{name:<4} {number:>2}  {}", what_it_does(number)?);
    }
    Ok(())
}

fn what_it_does(signal: c_int) -> anyhow::Result<&'static str> {
    // SAFETY: the process has one thread.
    let status = unsafe { in_child(|| send_it_to_myself(signal)) }.context("fork")?;
    let taken = status.signal().or(status.stopped_signal());
    ensure!(taken == Some(signal) || status.success(), "signal {signal}: {status}");
    Ok(match (status.signal(), status.stopped_signal()) {
        (Some(_), _) => "ends",
        (_, Some(_)) => "stops",
        _ if signal == libc::SIGCONT => "nothing, or goes on after a stop",
        _ => "nothing",
    })
}

fn send_it_to_myself(signal: c_int) -> io::Result<()> {
    // SAFETY: numbers only. A group of its own, and no image of the memory.
    unsafe {
        libc::setpgid(0, 0);
        libc::prctl(libc::PR_SET_DUMPABLE, 0);
    }
    let _not_for_kill_and_stop = back_to_default(signal);
    mask(libc::SIG_UNBLOCK, signal)?;
    raise(signal)
}
