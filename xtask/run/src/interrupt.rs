//! Ctrl-C, Ctrl-\, SIGTERM or SIGHUP on the runner leaves nothing behind.
//!
//! The handler only writes a byte into a pipe. A thread reads it, asks all children of the runner to end (supervisors
//! sweep, cargo's process group dies), waits until nobody holds the end up any more ([`Hold`]: runs, temporary folders),
//! and then lets the signal do what it does by default, so that the caller sees 128 + n. The same signal a second time ends
//! the runner at once; supervisors notice and sweep by themselves.

use std::io::{self, PipeReader, Read};
use std::os::fd::IntoRawFd;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::cancel::{Attached, Cord, Target};

const SIGNALS: [i32; 4] = [libc::SIGINT, libc::SIGQUIT, libc::SIGTERM, libc::SIGHUP];

/// A hold that is not given up by then (a folder on a dead network disk) holds up nothing any longer.
const MOST_PATIENCE: Duration = Duration::from_secs(5);

/// The first signal that came; 0 before.
static SIGNAL: AtomicI32 = AtomicI32::new(0);
/// The end of the pipe that the handler writes to; -1 before it is installed.
static WAKE: AtomicI32 = AtomicI32::new(-1);
static CORD: Cord = Cord::new();
static HOLDS: Mutex<usize> = Mutex::new(0);
static RELEASED: Condvar = Condvar::new();
/// What else is to be done when a signal has come.
static TOLD: Mutex<Vec<Box<dyn FnOnce() + Send>>> = Mutex::new(Vec::new());

/// Installs the handlers and starts the thread. A second call changes nothing. A signal that was ignored at the start,
/// as under nohup, stays ignored.
pub fn install() -> io::Result<()> {
    let (reader, writer) = io::pipe()?;
    let writer = writer.into_raw_fd();
    if WAKE.compare_exchange(-1, writer, Ordering::SeqCst, Ordering::SeqCst).is_err() {
        // SAFETY: the descriptor was just made and no other code knows it.
        unsafe { libc::close(writer) };
        return Ok(());
    }
    // Inherited as ignored, it would keep the ends of our children from us.
    set_handler(libc::SIGCHLD, libc::SIG_DFL, 0)?;
    thread::Builder::new().name("interrupt".into()).spawn(move || end_in_order(reader))?;
    for signal in SIGNALS {
        if !is_ignored(signal) {
            // The disposition goes back to the default with the first signal: the second one ends the runner.
            set_handler(signal, on_signal as *const () as libc::sighandler_t, libc::SA_RESTART | libc::SA_RESETHAND)?;
        }
    }
    Ok(())
}

/// The signal that asked the runner to end.
pub fn requested() -> Option<i32> {
    Some(SIGNAL.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
}

/// Has `tell` called, on another thread, once a signal asks for the end: for a main thread that waits for something else.
pub fn when_requested(tell: impl FnOnce() + Send + 'static) {
    TOLD.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(tell));
}

/// To be called last in main: if a signal has asked for the end, this does not return.
pub fn end_if_requested() {
    if let Some(signal) = requested() {
        die_by(signal);
    }
}

/// The runner does not die by a signal while it is held up. For what must be tidied first, and soon: a temporary
/// folder, a terminal's settings.
#[derive(Debug)]
pub struct Hold(());

pub fn hold() -> Hold {
    *HOLDS.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    Hold(())
}

impl Drop for Hold {
    fn drop(&mut self) {
        *HOLDS.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        RELEASED.notify_all();
    }
}

/// Attaches a child to Ctrl-C.
pub(super) fn attach(target: Target) -> Attached<'static> {
    CORD.attach(target)
}

/// A child of the runner with a process group of its own, which a signal on the runner ends as well:
/// cargo and the compilers below it.
#[derive(Debug)]
pub struct Minded {
    /// For its pipes. Its end is waited for with [`Minded::wait`].
    pub child: Child,
    attached: Option<Attached<'static>>,
}

/// Starts `command` so that a signal on the runner ends it too.
pub fn spawn(command: &mut Command) -> io::Result<Minded> {
    let child = command.process_group(0).spawn()?;
    let attached = CORD.attach(Target::Group(child.id() as libc::pid_t));
    Ok(Minded { child, attached: Some(attached) })
}

impl Minded {
    /// Waits for its end.
    pub fn wait(&mut self) -> io::Result<ExitStatus> {
        wait_unreaped(self.child.id() as libc::pid_t)?;
        self.attached = None;
        self.child.wait()
    }
}

impl Drop for Minded {
    /// If you drop it without waiting, its group is killed and waited for.
    fn drop(&mut self) {
        let Some(attached) = self.attached.take() else { return };
        let group = self.child.id() as libc::pid_t;
        // SAFETY: no memory is involved; the leader of the group is our child and not waited for yet.
        unsafe { libc::kill(-group, libc::SIGKILL) };
        drop(attached);
        let _ = self.child.wait();
        // Compilers that cargo has left come to the runner, which is a subreaper.
        // SAFETY: no memory is involved; all of them have been killed, so this ends soon.
        while unsafe { libc::waitpid(-group, std::ptr::null_mut(), 0) } > 0 {}
    }
}

/// Waits until a child has ended and leaves it a zombie, so that its pid is not given to another yet.
pub(super) fn wait_unreaped(pid: libc::pid_t) -> io::Result<()> {
    loop {
        // SAFETY: all zeroes is a valid siginfo_t, and it outlives the call.
        let result = unsafe {
            let mut info: libc::siginfo_t = std::mem::zeroed();
            libc::waitid(libc::P_PID, pid as libc::id_t, &mut info, libc::WEXITED | libc::WNOWAIT)
        };
        match result {
            0 => return Ok(()),
            _ => {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
            }
        }
    }
}

extern "C" fn on_signal(signal: libc::c_int) {
    // Only what is async-signal-safe: atomics and write(2). errno is safe too: three bytes at
    // the most never fail in a pipe.
    let _ = SIGNAL.compare_exchange(0, signal, Ordering::SeqCst, Ordering::SeqCst);
    // SAFETY: the descriptor is never closed once it is in WAKE; the byte outlives the call.
    unsafe { libc::write(WAKE.load(Ordering::SeqCst), [0u8].as_ptr().cast(), 1) };
}

fn end_in_order(mut reader: PipeReader) {
    let mut byte = [0];
    if !matches!(reader.read(&mut byte), Ok(1)) {
        return;
    }
    CORD.pull();
    std::mem::take(&mut *TOLD.lock().unwrap_or_else(PoisonError::into_inner)).into_iter().for_each(|tell| tell());
    let holds = HOLDS.lock().unwrap_or_else(PoisonError::into_inner);
    drop(RELEASED.wait_timeout_while(holds, MOST_PATIENCE, |holds| *holds > 0));
    end_if_requested();
}

fn die_by(signal: i32) -> ! {
    let _ = set_handler(signal, libc::SIG_DFL, 0);
    // SAFETY: no memory is involved; the default of these signals is to end the process.
    unsafe {
        libc::raise(signal);
        // Reached only if the signal is blocked in this thread.
        libc::_exit(128 + signal)
    }
}

fn is_ignored(signal: i32) -> bool {
    // SAFETY: all zeroes is a valid sigaction, and a null pointer only asks.
    unsafe {
        let mut old: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &mut old) == 0 && old.sa_sigaction == libc::SIG_IGN
    }
}

/// Installs a handler, or a disposition.
pub(super) fn set_handler(signal: i32, handler: libc::sighandler_t, flags: i32) -> io::Result<()> {
    // SAFETY: all zeroes is a valid sigaction with an empty mask; the handler does only what is async-signal-safe.
    let result = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        action.sa_flags = flags;
        libc::sigaction(signal, &action, std::ptr::null_mut())
    };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
