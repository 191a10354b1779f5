//! wait_any_steals: one part of a program waits for anybody, and takes the child that another part waits for.
//!
//! ```console
//! $ wait_any_steals
//! somebody waits for anybody: it was {pid:pid}, exited, code 3
//! the owner of {pid} waits: No child processes (os error 10)
//! somebody waits for his own: exited, code 0
//! the owner waits: exit status: 3
//! ```
//!
//! Notice that a status is told once. `waitpid(-1)` is for the one who knows every child of this process: a shell, or
//! a server that forks for itself. In a library it is a theft: whoever called `Command::spawn` elsewhere gets ECHILD,
//! and never learns how the program ended. The book's handler does that to `os.system`, in the middle of its own
//! program.
//!
//! The same happens when SIGCHLD is ignored: then the kernel throws every status away.
//!
//! Try this: start two commands, and let somebody steal one. Whose is it? Erratum: E57.

use std::io;
use std::process::{Child, Command};

use anyhow::Context;
use fork_wait_lesson::{Fate, fork_child, wait_for};

fn main() -> anyhow::Result<()> {
    let mut owned = start()?;
    let (pid, fate) = wait_for_anybody().context("wait")?;
    println!("somebody waits for anybody: it was {pid}, {fate}");
    match owned.wait() {
        Ok(status) => println!("the owner of {} waits: {status}", owned.id()),
        Err(error) => println!("the owner of {} waits: {error}", owned.id()),
    }

    let mut owned = start()?;
    let own = fork_child(|| 0).context("fork")?;
    println!("somebody waits for his own: {}", Fate::of(wait_for(own).context("waitpid")?));
    println!("the owner waits: {}", owned.wait().context("wait")?);
    Ok(())
}

fn start() -> anyhow::Result<Child> {
    Command::new("sh").args(["-c", "exit 3"]).spawn().context("start sh")
}

fn wait_for_anybody() -> io::Result<(libc::pid_t, Fate)> {
    let mut status = 0;
    // SAFETY: status outlives the call.
    match unsafe { libc::wait(&mut status) } {
        -1 => Err(io::Error::last_os_error()),
        pid => Ok((pid, Fate::of(status))),
    }
}
