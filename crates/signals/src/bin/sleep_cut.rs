//! sleep_cut: a handled signal cuts one kind of sleep short, and not the other.
//!
//! ```console
//! $ sleep_cut
//! nanosleep(10 s), a signal after 20 ms: Interrupted system call (os error 4), {left:1..9} s and more left
//! thread::sleep(60 ms), a signal after 20 ms: slept {ms:60..60000} ms
//! ```
//!
//! Notice that the handler ran in both. The kernel's sleep comes back with an error and the time that is left;
//! SA_RESTART changes nothing for sleeps. Rust's `thread::sleep` looks at that time and goes on sleeping, as Python
//! does since 3.5. In Python 2.7 `time.sleep` came back early and said nothing.
//!
//! *Erratum.* E29: so the ten sleeps of ten seconds on the slide last a hundred seconds only if nobody presses Ctrl-C.
//!
//! Neither is good for waiting: a sleep that can't be ended needs a process that can be killed. Wait for the event,
//! with a limit.
//!
//! Try this: `libc::sleep`. What does it return?

use std::io;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use signals_lesson::{alarm_after, handle};

extern "C" fn do_nothing(_signal: libc::c_int) {}

fn main() -> anyhow::Result<()> {
    handle(libc::SIGALRM, do_nothing, libc::SA_RESTART).context("sigaction")?;

    alarm_after(20).context("setitimer")?;
    let wanted = libc::timespec { tv_sec: 10, tv_nsec: 0 };
    let mut left = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: both outlive the call.
    ensure!(unsafe { libc::nanosleep(&wanted, &mut left) } == -1, "nanosleep was not cut short");
    let error = io::Error::last_os_error();
    println!("nanosleep(10 s), a signal after 20 ms: {error}, {} s and more left", left.tv_sec);

    alarm_after(20).context("setitimer")?;
    let since = Instant::now();
    #[expect(clippy::disallowed_methods, reason = "the sleep is what is shown")]
    thread::sleep(Duration::from_millis(60));
    println!("thread::sleep(60 ms), a signal after 20 ms: slept {} ms", since.elapsed().as_millis());
    Ok(())
}
