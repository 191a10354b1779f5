//! path_for_child: another PATH for what we start, and none of it for ourselves.
//!
//! ```console
//! $ path_for_child
//! a Command with PATH=/nonexistent, ls: No such file or directory (os error 2)
//! a shell with PATH=/nonexistent, ls: exit status: 127
//! a shell with our PATH, ls: exit status: 0
//! our PATH is as it was
//! ```
//!
//! Notice who looks. In the first line it is we who look for `ls`, along the PATH that was meant for the child, and
//! the error is ours. In the second line we start a shell by its full path, and it does the looking; it can only
//! answer with a code.
//!
//! In Python one assigns to `os.environ['PATH']`, and from then on it holds for everything: the interpreter's own
//! `execvp`, `os.system`, forked children and theirs. Seldom is that wanted. `Command::env` changes one child's copy.
//!
//! Try this: an empty PATH, `.env("PATH", "")`. Where is `ls` looked for now? (An empty element is the working
//! folder.)

use std::env;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};

fn main() -> anyhow::Result<()> {
    let before = env::var_os("PATH");

    match Command::new("ls").env("PATH", "/nonexistent").status() {
        Ok(status) => println!("a Command with PATH=/nonexistent, ls: {status}"),
        Err(error) => println!("a Command with PATH=/nonexistent, ls: {error}"),
    }
    let status = shell().env("PATH", "/nonexistent").status().context("/bin/sh")?;
    println!("a shell with PATH=/nonexistent, ls: {status}");
    let status = shell().status().context("/bin/sh")?;
    println!("a shell with our PATH, ls: {status}");

    ensure!(env::var_os("PATH") == before, "PATH has changed");
    println!("our PATH is as it was");
    Ok(())
}

/// A shell that looks for `ls`, silently. With a slash in its name it is not looked for itself.
fn shell() -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "ls /"]).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
