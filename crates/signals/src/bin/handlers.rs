//! handlers: the three things that a signal can do, how to ask which, and the two signals that are not ours.
//!
//! ```console
//! $ handlers
//! USR1 at the start: Default
//! USR1 with a handler: Handled
//! raised: the handler saw signal 10
//! USR1 ignored: Ignored
//! raised: nothing happened
//! a program that we start: SIGUSR1 is ignored there too
//! PIPE at the start of any Rust program: Ignored
//! KILL: Invalid argument (os error 22)
//! STOP: Invalid argument (os error 22)
//! ```
//!
//! Notice which one is inherited. A handler is a function of this program, and after an exec there is no such function: the
//! signal is back at its default. But *ignored* stays ignored. A script that ignores a signal
//! ignores it for all that it starts.
//!
//! The type of a handler is `extern "C" fn(c_int)`. One with two arguments, or none, does not compile; in Python it is
//! noticed when the signal comes, and not, as the book says, when it is installed (E63).
//!
//! Try this: ask for all signals from 1 to 31 under `nohup`, and in the background of a script. Which ones differ?

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicI32, Ordering};

use anyhow::Context;
use signals_lesson::{disposition, handle, ignore, raise};

static SEEN: AtomicI32 = AtomicI32::new(0);

extern "C" fn remember(signal: libc::c_int) {
    SEEN.store(signal, Ordering::Relaxed);
}

fn main() -> anyhow::Result<()> {
    let usr1 = libc::SIGUSR1;
    println!("USR1 at the start: {:?}", disposition(usr1).context("sigaction")?);

    handle(usr1, remember, 0).context("sigaction")?;
    println!("USR1 with a handler: {:?}", disposition(usr1).context("sigaction")?);
    raise(usr1).context("raise")?;
    println!("raised: the handler saw signal {}", SEEN.load(Ordering::Relaxed));

    ignore(usr1).context("sigaction")?;
    println!("USR1 ignored: {:?}", disposition(usr1).context("sigaction")?);
    raise(usr1).context("raise")?;
    println!("raised: nothing happened");

    let child = Command::new("sh")
        .args(["-c", "kill -USR1 $$"]) // it would die of it
        .stdin(Stdio::null())
        .status()
        .context("start sh")?;
    println!("a program that we start: SIGUSR1 {}", if child.success() { "is ignored there too" } else { "ended it" });

    println!("PIPE at the start of any Rust program: {:?}", disposition(libc::SIGPIPE).context("sigaction")?);
    for (name, signal) in [("KILL", libc::SIGKILL), ("STOP", libc::SIGSTOP)] {
        if let Err(error) = ignore(signal) {
            println!("{name}: {error}");
        }
    }
    Ok(())
}
