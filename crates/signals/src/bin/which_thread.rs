//! which_thread: a signal is sent to a process, or to one of its threads. In which thread does the handler run?
//!
//! ```console
//! $ which_thread
//! raise in main: main
//! kill, held back in main: worker
//! pthread_kill to the worker: worker
//! kill, held back nowhere: {:main|worker}
//! ```
//!
//! Notice the last line. A signal for the process goes to any thread that doesn't hold it back; Linux tries main first,
//! POSIX promises nothing. In Python the answer is always main, and only main may install handlers: the real handler
//! there sets a flag, and main's interpreter looks at it. So a main that waits in `join` is deaf.
//!
//! A signal *to* a thread exists too, `pthread_kill`, which Python 2.7 lacks. What the signal does, though, is still a
//! matter of the process: one that ends, ends all.
//!
//! For threads that want to tell each other something there are channels. Signals are for what comes from outside.
//!
//! Try this: hold it back in both. Where is the signal then? (`grep ShdPnd /proc/PID/status`)

use std::io::{self, Read};
use std::os::fd::IntoRawFd;
use std::os::unix::thread::JoinHandleExt;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::mpsc::channel;
use std::thread;

use anyhow::{Context, anyhow, ensure};
use signals_lesson::{handle, mask, raise};

/// The write end of the pipe, for the handler.
static TELL: AtomicI32 = AtomicI32::new(-1);

extern "C" fn tell_who_runs(_signal: libc::c_int) {
    // SAFETY: gettid and write are calls that a handler may make; the bytes are valid.
    unsafe {
        let id = libc::gettid().to_ne_bytes();
        libc::write(TELL.load(Ordering::Relaxed), id.as_ptr().cast(), id.len());
    }
}

fn main() -> anyhow::Result<()> {
    let (mut told, tell) = io::pipe().context("pipe")?;
    TELL.store(tell.into_raw_fd(), Ordering::Relaxed); // open until the end
    let usr1 = libc::SIGUSR1;
    handle(usr1, tell_who_runs, libc::SA_RESTART).context("sigaction")?;

    let (work, jobs) = channel::<()>();
    let worker = thread::spawn(move || jobs.recv()); // waits until main hangs up
    // SAFETY: takes nothing.
    let main_id = unsafe { libc::gettid() };
    let mut who = |what: &str| -> anyhow::Result<()> {
        let mut id = [0; 4];
        told.read_exact(&mut id).context("read")?;
        println!("{what}: {}", if i32::from_ne_bytes(id) == main_id { "main" } else { "worker" });
        Ok(())
    };

    raise(usr1).context("raise")?;
    who("raise in main")?;
    mask(libc::SIG_BLOCK, usr1).context("pthread_sigmask")?;
    send_to_process(usr1)?;
    who("kill, held back in main")?;
    mask(libc::SIG_UNBLOCK, usr1).context("pthread_sigmask")?;
    // SAFETY: the worker has not been joined, so its id is valid.
    ensure!(unsafe { libc::pthread_kill(worker.as_pthread_t(), usr1) } == 0, "pthread_kill");
    who("pthread_kill to the worker")?;
    send_to_process(usr1)?;
    who("kill, held back nowhere")?;

    drop(work);
    worker.join().map(|_| ()).map_err(|_| anyhow!("the worker panicked"))
}

fn send_to_process(signal: libc::c_int) -> anyhow::Result<()> {
    // SAFETY: takes two numbers; the process is this one.
    ensure!(unsafe { libc::kill(libc::getpid(), signal) } == 0, "kill: {}", io::Error::last_os_error());
    Ok(())
}
