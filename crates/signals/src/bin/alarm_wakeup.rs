//! alarm_wakeup: a timer's signal ends a sleep.
//!
//! ```console
//! $ alarm_wakeup
//! Going to sleep...
//! Wake Up!
//! ```
//!
//! Notice who prints. In Python a handler is ordinary code, called a little later, and it may print and exit. Here it
//! runs at that very moment, perhaps in the middle of a `println!` that holds the lock of standard output. So it does
//! the least that tells anybody: it writes one byte into a pipe. The sleep is a wait for that byte, with a limit; who
//! wakes up is the program itself, and it may do what it likes. That is called a self-pipe.
//!
//! Try this: a `std::thread::sleep` of one second in place of the `poll`. It is not cut short: it sleeps on after the
//! handler has run. And what does the program say without a handler? (`echo $?` afterwards: 128 + 14.)

use std::io;
use std::os::fd::{AsRawFd, IntoRawFd};
use std::sync::atomic::{AtomicI32, Ordering};

use anyhow::{Context, ensure};
use signals_lesson::{alarm_after, handle};

/// `alarm` knows whole seconds only; `alarm_after` is setitimer.
const ALARM_MS: i64 = 200;
/// How long it would sleep.
const SLEEP_MS: libc::c_int = 10_000;

/// The write end of the pipe, for the handler.
static ALARM_PIPE: AtomicI32 = AtomicI32::new(-1);

extern "C" fn on_alarm(_signal: libc::c_int) {
    // SAFETY: write is one of the calls that a handler may make; one byte, from memory that is valid.
    unsafe { libc::write(ALARM_PIPE.load(Ordering::Relaxed), b"!".as_ptr().cast(), 1) };
}

fn main() -> anyhow::Result<()> {
    let (reader, writer) = io::pipe().context("pipe")?;
    ALARM_PIPE.store(writer.into_raw_fd(), Ordering::Relaxed); // open until the end
    handle(libc::SIGALRM, on_alarm, 0).context("sigaction")?;

    println!("Going to sleep...");
    alarm_after(ALARM_MS).context("setitimer")?;

    let mut polled = libc::pollfd { fd: reader.as_raw_fd(), events: libc::POLLIN, revents: 0 };
    // SAFETY: one valid pollfd, of a descriptor that is open.
    while unsafe { libc::poll(&mut polled, 1, SLEEP_MS) } == -1 {
        let error = io::Error::last_os_error();
        ensure!(error.kind() == io::ErrorKind::Interrupted, "poll: {error}"); // poll is never restarted
    }
    println!("{}", if polled.revents == 0 { "Slept well" } else { "Wake Up!" });
    Ok(())
}
