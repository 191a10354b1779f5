//! status_without_pid: the book's loop looks at the status and not at the pid. A child that runs has "exited, code 0".
//!
//! ```console
//! $ status_without_pid
//! the child runs:      pid 0, status 0, which reads as: exited, code 0
//! round 1 of the loop: not killed by a signal, so once more
//! the child has ended: pid {:pid}, status 1024, which reads as: exited, code 4
//! round 2 of the loop: not killed by a signal, so once more
//! round 3 of the loop: No child processes (os error 10)
//! ```
//!
//! Notice the first line. With `WNOHANG` the answer 0 says that there is nothing to tell; the status is whatever it
//! was before. In Python the pair is `(0, 0)`, and 0 is also the status of a success.
//!
//! The loop itself waits for `WIFSIGNALED` and nothing else. A child that ends in peace is never noticed: its status
//! comes by once, the loop turns again, and then there is no child. And while the child runs the loop spins with
//! nothing to do.
//!
//! Try this: repair it. One word makes it wait, one comparison makes it right, and there are two ways to end. Errata:
//! E59, E60. Compare: `waitpid_nohang`, and `wait_by_nix`, where the bug can't be written.

use std::io::{self, Read};

use anyhow::Context;
use fork_wait_lesson::{Fate, fork_child, wait_until_ended};

fn main() -> anyhow::Result<()> {
    let (mut reader, gate) = io::pipe().context("pipe")?;
    let mut gate = Some(gate);
    let child = fork_child(|| {
        gate.take();
        let _ = reader.read(&mut [0]);
        4
    })
    .context("fork")?;

    for round in 1.. {
        match ask(child) {
            Err(error) => {
                println!("round {round} of the loop: {error}");
                break;
            }
            Ok((pid, status)) => {
                match round {
                    1 => print!("the child runs:     "),
                    _ => print!("the child has ended:"),
                }
                println!(" pid {pid}, status {status}, which reads as: {}", Fate::of(status));
                if libc::WIFSIGNALED(status) {
                    println!("killed");
                    break;
                }
                println!("round {round} of the loop: not killed by a signal, so once more");
            }
        }
        // The book's loop would spin here until the child ends. Ours lets it end, and turns once more.
        if gate.take().is_some() {
            wait_until_ended(child).context("waitid")?;
        }
    }
    Ok(())
}

fn ask(child: libc::pid_t) -> io::Result<(libc::pid_t, libc::c_int)> {
    let mut status = 0;
    // SAFETY: status outlives the call.
    match unsafe { libc::waitpid(child, &mut status, libc::WNOHANG) } {
        -1 => Err(io::Error::last_os_error()),
        pid => Ok((pid, status)),
    }
}
