//! waitpid_nohang: to ask how a child is without waiting for it has three answers: not yet, its status, nobody.
//!
//! ```console
//! $ waitpid_nohang
//! it runs:       waitpid says 0, no child has ended
//! it has ended:  waitpid says {pid:pid}, exited, code 5
//! once more:     No child processes (os error 10)
//! try_wait:      Ok(None) while it runs, then Ok(Some(ExitStatus(unix_wait_status(1280))))
//! ```
//!
//! Notice that the return value is the answer; the status means something only if the answer was a pid. And notice
//! what the program does between the first question and the second: it waits, by `waitid`, for the end. To ask again
//! and again would be busy waiting. A server that has other things to do asks when it comes by; see `reaping_server`.
//!
//! `Child::try_wait` is the same call in a shape that can't be misread: the status is inside the `Some`.
//!
//! Try this: ask for pid 1, and for a pid that nobody has. Why do you get the same answer? Compare:
//! `status_without_pid`, which looks at the status first.

use std::io::{self, Read};
use std::process::{Command, Stdio};

use anyhow::Context;
use fork_wait_lesson::{Fate, fork_child, wait_until_ended};

fn main() -> anyhow::Result<()> {
    let (mut reader, gate) = io::pipe().context("pipe")?;
    let mut gate = Some(gate);
    let child = fork_child(|| {
        gate.take(); // the child's copy
        let _ = reader.read(&mut [0]); // nobody writes: 0, as soon as the parent has closed the gate
        5
    })
    .context("fork")?;

    println!("it runs:       {}", ask(child));
    gate.take();
    wait_until_ended(child).context("waitid")?;
    println!("it has ended:  {}", ask(child));
    println!("once more:     {}", ask(child));

    let mut child = Command::new("sh").args(["-c", "read x; exit 5"]).stdin(Stdio::piped()).spawn().context("sh")?;
    let early = child.try_wait().context("try_wait")?;
    drop(child.stdin.take()); // end of file for `read`
    wait_until_ended(i32::try_from(child.id()).context("pid")?).context("waitid")?;
    println!("try_wait:      Ok({early:?}) while it runs, then {:?}", child.try_wait());
    Ok(())
}

fn ask(child: libc::pid_t) -> String {
    let mut status = 0;
    // SAFETY: status outlives the call.
    match unsafe { libc::waitpid(child, &mut status, libc::WNOHANG) } {
        -1 => io::Error::last_os_error().to_string(),
        0 => "waitpid says 0, no child has ended".to_string(),
        pid => format!("waitpid says {pid}, {}", Fate::of(status)),
    }
}
