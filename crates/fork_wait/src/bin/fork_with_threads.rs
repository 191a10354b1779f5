//! fork_with_threads: a thread holds a lock, another one forks. In the child the lock is held by nobody, for ever.
//!
//! ```console
//! $ fork_with_threads
//! parent: 2 threads, the lock is taken
//! child:  1 thread, the lock is taken
//! child:  nobody is left to give it back
//! parent: the thread has given it back, the lock is free
//! @did forks 1
//! @did starts one thread
//! ```
//!
//! Notice what fork copies: all of the memory, so the lock with its mark *taken*; and one thread, the one that called.
//! The thread that would give the lock back is not there. If the child asked with `lock` and not with `try_lock`, it
//! would wait for ever. That is a real accident: the lock of the memory allocator, of standard output or of a logger
//! was just held.
//!
//! So a program with threads does nothing between fork and exec but what a signal handler may do, and this child
//! writes with `write(2)`. `Command` keeps to that by itself. It is the reason why fork is unsafe in Rust.
//!
//! Try this: let the thread give the lock back *before* the fork. Which line changes?

use std::io;
use std::sync::{Barrier, Mutex};
use std::thread;

use anyhow::Context;
use fork_wait_lesson::wait_for;

static LOCK: Mutex<()> = Mutex::new(());

fn main() -> anyhow::Result<()> {
    let taken = Barrier::new(2);
    let give_back = Barrier::new(2);
    thread::scope(|scope| {
        scope.spawn(|| {
            let _guard = LOCK.lock();
            taken.wait();
            give_back.wait();
        });
        taken.wait();
        println!("parent: 2 threads, the lock is {}", state());
        let ended = fork_and_look();
        give_back.wait();
        ended
    })?;
    println!("parent: the thread has given it back, the lock is {}", state());
    Ok(())
}

fn fork_and_look() -> anyhow::Result<()> {
    // SAFETY: the child calls nothing but try_lock, write and _exit; none of them takes a lock or allocates.
    match unsafe { libc::fork() } {
        -1 => return Err(io::Error::last_os_error()).context("fork"),
        0 => {
            say(b"child:  1 thread, the lock is ");
            say(state().as_bytes());
            say(b"\nchild:  nobody is left to give it back\n");
            // SAFETY: no destructor and no exit hook has to run here: they are the parent's.
            unsafe { libc::_exit(0) }
        }
        child => wait_for(child).context("waitpid")?,
    };
    Ok(())
}

fn state() -> &'static str {
    if LOCK.try_lock().is_ok() { "free" } else { "taken" }
}

fn say(bytes: &[u8]) {
    // SAFETY: the bytes outlive the call, which only reads them. Nobody is there to tell of an error.
    unsafe { libc::write(libc::STDOUT_FILENO, bytes.as_ptr().cast(), bytes.len()) };
}
