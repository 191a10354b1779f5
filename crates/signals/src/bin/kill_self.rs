//! kill_self NUMBER: sends a signal to itself and tells if it survived.
//!
//! ```console
//! $ kill_self 14
//! sending 14 to myself
//! @died ALRM
//!
//! $ kill_self 17
//! sending 17 to myself
//! still here
//!
//! $ kill_self 1000
//! sending 1000 to myself
//! 2> kill_self: kill: Invalid argument (os error 22)
//! @exit 1
//! ```
//!
//! Notice the name: *kill* sends a signal, and what that does is decided by the receiver. 14 is SIGALRM, whose default
//! action is to end the process; 17 is SIGCHLD, whose default is nothing. Nobody has set an alarm here: any signal can
//! be sent by anybody with the right to, and a process can't tell a timer's SIGALRM from yours by its number.
//!
//! *Errata.* E61: the book writes `kill(..)`, which is `os.kill(..)`. E62: it refers to signal(5); on Linux the page is
//! signal(7).
//!
//! Try this: run it from a shell and look at `$?`: 128 + 14. Then 19, and find the way to make it go on.

use std::env;
use std::io;
use std::process::ExitCode;

use anyhow::Context;

fn main() -> ExitCode {
    match send_to_myself() {
        Ok(()) => {
            println!("still here");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("kill_self: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn send_to_myself() -> anyhow::Result<()> {
    let signal: libc::c_int = env::args().nth(1).context("usage: kill_self NUMBER")?.parse().context("NUMBER")?;
    println!("sending {signal} to myself");
    // SAFETY: takes two numbers; getpid can't fail.
    if unsafe { libc::kill(libc::getpid(), signal) } == -1 {
        return Err(io::Error::last_os_error()).context("kill");
    }
    Ok(())
}
