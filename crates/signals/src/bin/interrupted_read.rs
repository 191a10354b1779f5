//! interrupted_read: what becomes of a read that waits while a handler runs, without SA_RESTART and with it.
//!
//! ```console
//! $ interrupted_read
//! without SA_RESTART: Interrupted system call (os error 4)
//! with SA_RESTART: 1 byte, which the third alarm wrote
//! ```
//!
//! A timer sends SIGALRM again and again while the program waits for a byte from a pipe that nobody writes into. Only the
//! handler could, and the second one does when it has run three times.
//!
//! Notice that the first read came back with nothing, and with an error that is none. A program that takes EINTR for a
//! failure fails now and then, when somebody resizes its window. With SA_RESTART the kernel goes back to waiting by itself.
//! It never does so for `poll` and sleeps. Rust's std tries again in `read_exact`, `read_line`, `accept` and
//! `thread::sleep`; a bare `read` hands you the error.
//!
//! Try this: `reader.read_exact(&mut [0])` in place of the bare read. Which of the two lines changes, and how?
//! Erratum: E29. In Python 2.7 a handled signal cut `time.sleep` short; since 3.5 it sleeps on, as here.

use std::io::{self, PipeReader, Read};
use std::os::fd::IntoRawFd;
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering};

use anyhow::Context;
use signals_lesson::handle;

const EVERY_MS: i64 = 20;

static ALARMS: AtomicU32 = AtomicU32::new(0);
static WRITE_END: AtomicI32 = AtomicI32::new(-1);

extern "C" fn do_nothing(_signal: libc::c_int) {}

extern "C" fn write_at_third(_signal: libc::c_int) {
    if ALARMS.fetch_add(1, Ordering::Relaxed) == 2 {
        // SAFETY: write is one of the calls that a handler may make; one byte, from memory that is valid.
        unsafe { libc::write(WRITE_END.load(Ordering::Relaxed), b"!".as_ptr().cast(), 1) };
    }
}

fn main() -> anyhow::Result<()> {
    let (mut reader, writer) = io::pipe().context("pipe")?;
    WRITE_END.store(writer.into_raw_fd(), Ordering::Relaxed); // open until the end

    handle(libc::SIGALRM, do_nothing, 0).context("sigaction")?;
    if let Err(error) = read_under_alarms(&mut reader)? {
        println!("without SA_RESTART: {error}");
    }

    handle(libc::SIGALRM, write_at_third, libc::SA_RESTART).context("sigaction")?;
    let count = read_under_alarms(&mut reader)?.context("read")?;
    println!("with SA_RESTART: {count} byte, which the third alarm wrote");
    Ok(())
}

/// The answer of one bare read, while the timer runs.
fn read_under_alarms(reader: &mut PipeReader) -> anyhow::Result<io::Result<usize>> {
    set_timer(EVERY_MS).context("setitimer")?;
    let answer = reader.read(&mut [0]);
    set_timer(0).context("setitimer")?;
    Ok(answer)
}

/// SIGALRM every so many milliseconds; 0 for never.
fn set_timer(every_ms: i64) -> io::Result<()> {
    let every = libc::timeval { tv_sec: every_ms / 1000, tv_usec: every_ms % 1000 * 1000 };
    let timer = libc::itimerval { it_interval: every, it_value: every };
    // SAFETY: timer outlives the call; we don't ask for the old one.
    match unsafe { libc::setitimer(libc::ITIMER_REAL, &timer, std::ptr::null_mut()) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}
