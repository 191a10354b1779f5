//! exec_family: one call with seven names. Each letter after `exec` says what the caller brings.
//!
//! ```console
//! $ COLOUR=red exec_family
//! execv   sh has 2 words, COLOUR is red, HOME is set
//! execve  sh has 2 words, COLOUR is blue, HOME is gone
//! execvp  sh has 2 words, COLOUR is red, HOME is set
//! execvpe sh has 2 words, COLOUR is blue, HOME is gone
//! execl   sh has 2 words, COLOUR is red, HOME is set
//! execle  sh has 2 words, COLOUR is blue, HOME is gone
//! execlp  sh has 2 words, COLOUR is red, HOME is set
//! ```
//!
//! Notice the letters. **v** takes the words as a vector, **l** as a list in the call itself. **p** looks along PATH
//! if the name has no slash; without it the name is a path. **e** brings an environment, and that is all there is:
//! nothing is merged.
//!
//! Notice the first word: it is the name under which the program is called, by custom its own, and it is the caller
//! who gives it. `argv0_forgotten` leaves it out.
//!
//! In Rust `Command` is all seven: `.arg` is l and `.args` is v, the search along PATH depends on the slash alone,
//! `.env_clear` and `.env` are e. Its `exec` is `exec_replaces`.
//!
//! Try this: take PATH away before `execvp` (`env -u PATH`). It still finds sh: then a default is searched (E45).

use std::ffi::{CStr, c_char};
use std::io::{self, Write};
use std::ptr::null;

use anyhow::{Context, ensure};
use fork_wait_lesson::{fork_child, wait_for};

const PATH: &CStr = c"/bin/sh";
const SCRIPT: &CStr = c"home=${HOME+set}; echo \"sh has $# words, COLOUR is $COLOUR, HOME is ${home:-gone}\"";

fn main() -> anyhow::Result<()> {
    // The name, then what follows. A null pointer ends a vector; the texts end with NUL, and live as long as the program.
    let [sh, c, script, one, two] = [c"sh", c"-c", SCRIPT, c"one", c"two"].map(CStr::as_ptr);
    let argv = [sh, c, script, sh, one, two, null()];
    let env = [c"COLOUR=blue".as_ptr(), null()];
    let (path, v, e) = (PATH.as_ptr(), argv.as_ptr(), env.as_ptr());
    let end = null::<c_char>();

    // SAFETY: valid C strings in every call, and vectors and lists that end with a null pointer.
    unsafe {
        run("execv", || libc::execv(path, v))?;
        run("execve", || libc::execve(path, v, e))?;
        run("execvp", || libc::execvp(sh, v))?;
        run("execvpe", || libc::execvpe(sh, v, e))?;
        run("execl", || libc::execl(path, sh, c, script, sh, one, two, end))?;
        run("execle", || libc::execle(path, sh, c, script, sh, one, two, end, e))?;
        run("execlp", || libc::execlp(sh, sh, c, script, sh, one, two, end))
    }
}

/// Forks, since an exec that works does not come back.
fn run(name: &str, exec: impl FnOnce() -> libc::c_int) -> anyhow::Result<()> {
    print!("{name:<8}");
    io::stdout().flush().context("flush")?; // or the text would be lost with the child's memory, and come twice
    let child = fork_child(|| {
        exec();
        eprintln!("{name}: {}", io::Error::last_os_error());
        127
    })
    .context("fork")?;
    let status = wait_for(child).context("waitpid")?;
    ensure!(status == 0, "{name}: status {status}");
    Ok(())
}
