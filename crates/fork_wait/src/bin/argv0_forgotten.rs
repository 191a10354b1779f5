//! argv0_forgotten: `("-la",)` as the words of an exec. No error, and the option is gone.
//!
//! ```console
//! $ argv0_forgotten
//! words ["-la"]        the program is called "-la" and gets []
//! words ["ls", "-la"]  the program is called "ls" and gets ["-la"]
//! Command              the program is called "ls" and gets ["-la"]
//! ```
//!
//! Notice the first line, a bug without a message: the first word is the name. The book prints `('-la')`, without the
//! comma, which is a text and a TypeError; whoever repairs that with a comma gets this.
//!
//! Nobody checks the name. A login shell is called `-sh`; gzip and gunzip are one file. And nobody should trust it: it
//! is the caller's choice, not the file's. With no word at all Python says ValueError. Linux puts in an empty one
//! since 5.18; before, `argv[0]` was a null pointer, and a program with privileges fell over it (pkexec, 2022).
//!
//! `Command` writes the name by itself; `arg0` changes it.
//!
//! Try this: `bash -c 'exec -a liar sleep 60'`, and from another terminal `ps`. What does `/proc/PID/exe` say?
//! Erratum: E44.

use std::env;
use std::ffi::{CStr, CString};
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::ptr::null;

use anyhow::{Context, ensure};
use fork_wait_lesson::{fork_child, wait_for};

/// Tells this program that it is the one that was executed. Not a word: the words are what is tried out.
const ROLE: &CStr = c"ARGV0_ROLE=told";

fn main() -> anyhow::Result<()> {
    if env::var_os("ARGV0_ROLE").is_some() {
        let words: Vec<String> = env::args().collect();
        let (name, rest) = words.split_first().context("not even a name: a kernel before 5.18")?;
        println!("the program is called {name:?} and gets {rest:?}");
        return Ok(());
    }

    let this = env::current_exe().context("current_exe")?;
    let path = CString::new(this.as_os_str().as_bytes()).context("a path with a zero byte")?;
    for words in [&[c"-la"][..], &[c"ls", c"-la"]] {
        let argv: Vec<_> = words.iter().map(|word| word.as_ptr()).chain([null()]).collect();
        let env = [ROLE.as_ptr(), null()];
        announce(&format!("words {words:?}"))?;
        let child = fork_child(|| {
            // SAFETY: a C string, and two vectors of C strings that end with a null pointer.
            unsafe { libc::execve(path.as_ptr(), argv.as_ptr(), env.as_ptr()) };
            eprintln!("execve: {}", io::Error::last_os_error());
            127
        })
        .context("fork")?;
        ensure!(wait_for(child).context("waitpid")? == 0, "exec of {words:?}");
    }

    announce("Command")?;
    Err(Command::new(this).arg0("ls").arg("-la").env("ARGV0_ROLE", "told").exec()).context("exec")
}

/// The first half of a line; the program that is executed writes the other.
fn announce(what: &str) -> anyhow::Result<()> {
    print!("{what:<21}");
    io::stdout().flush().context("flush")
}
