//! spawn_modes: Python's `os.spawn*` family, mode by mode.
//!
//! ```console
//! $ spawn_modes
//! P_WAIT     status: exit status: 3
//! P_NOWAIT   spawn: pid {pid:pid}, and meanwhile we go on
//!            wait: exit status: 3
//! killed     code None, signal Some(9); spawnv says -9
//! spawnve    exit status: 7, by a variable of its own
//! missing    spawn: No such file or directory (os error 2); spawnv says 127
//! P_OVERLAY  exec: {overlaid:pid} is a shell now
//!            it was {overlaid}
//! ```
//!
//! Notice how few things there are behind the names. To start and to wait are two calls, and P_WAIT is both. P_OVERLAY
//! is no start at all: Unix has had `exec` for it, and Python on Unix has no such mode (E49). The fourth mode is
//! `detach`.
//!
//! Notice the error. A program that can't be started is told by `spawn` itself, though it is the child that finds out.
//! Python's spawnv has only a number to answer with, and 127 may as well be the program's own.
//!
//! Try this: start `sleep 1` and leave out the wait. Who waits for it? Errata: E48 (`spawnvw` is spawnve), E49.

use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::Command;

use anyhow::Context;
use fork_wait_lesson::{fork_child, wait_for};

fn main() -> anyhow::Result<()> {
    println!("P_WAIT     status: {}", sh("exit 3").status().context("sh")?);

    let mut child = sh("exit 3").spawn().context("sh")?;
    println!("P_NOWAIT   spawn: pid {}, and meanwhile we go on", child.id());
    println!("           wait: {}", child.wait().context("wait")?);

    let status = sh("kill -9 $$").status().context("sh")?;
    println!("killed     code {:?}, signal {:?}; spawnv says -9", status.code(), status.signal());

    let status = sh("exit $CODE").env_clear().env("CODE", "7").status().context("sh")?;
    println!("spawnve    {status}, by a variable of its own");

    match Command::new("/nonexistent").status() {
        Ok(status) => println!("missing    {status}"),
        Err(error) => println!("missing    spawn: {error}; spawnv says 127"),
    }

    let child = fork_child(|| {
        let error = sh(r#"echo "P_OVERLAY  exec: $$ is a shell now""#).exec();
        eprintln!("exec: {error}");
        127
    })
    .context("fork")?;
    wait_for(child).context("waitpid")?;
    println!("           it was {child}");
    Ok(())
}

fn sh(script: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    command
}
