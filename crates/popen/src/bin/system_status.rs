//! system_status: what `os.system` returns, and what it means. Three numbers for each end of a command.
//!
//! ```console
//! $ system_status
//! command                      os.system  Rust       the shell's $?
//! true                         0          exit 0     0
//! exit 3                       768        exit 3     3
//! exit 256                     0          exit 0     0
//! kill -9 $$                   9          signal 9   137
//! nosuchprogram                32512      exit 127   127
//! /dev/null                    32256      exit 126   126
//! sh -c 'kill -9 $$'; exit $?  35072      exit 137   137
//! ```
//!
//! Notice the first column: `os.system` gives the wait status, with the exit code in its high byte. Whoever compares
//! it to 3 waits for ever, and `sys.exit(os.system(..))` turns 768 into a success, since eight bits are kept.
//!
//! Notice `kill -9` twice. The shell that is killed has no exit code; a shell *in* which something was killed ends in
//! peace and squeezes the signal into its code, 128 + 9. From the number 137 alone nobody can tell which it was.
//!
//! `os.system` blocks until the command ends, and so does `Command::status`. That is what one wants for an editor: it
//! has the terminal, and we wait.
//!
//! Try this: `exit 300`. Which code comes out, and why? Erratum: E47.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::Context;
use popen_lesson::ending;

fn main() -> anyhow::Result<()> {
    println!("{:<28} {:<10} {:<10} the shell's $?", "command", "os.system", "Rust");
    for script in
        ["true", "exit 3", "exit 256", "kill -9 $$", "nosuchprogram", "/dev/null", "sh -c 'kill -9 $$'; exit $?"]
    {
        let direct = system(script)?;
        // The same once more inside a shell, which then ends with what it saw.
        let seen = system(&format!("sh -c {}; exit $?", quoted(script)))?;
        let seen = seen.code().context("the outer shell was killed")?;
        println!("{script:<28} {:<10} {:<10} {seen}", direct.into_raw(), ending(direct));
    }
    Ok(())
}

/// Runs a line of shell and waits, as `os.system` does. What the shell complains about is not shown.
fn system(script: &str) -> anyhow::Result<ExitStatus> {
    Command::new("sh").args(["-c", script]).stderr(Stdio::null()).status().context("start sh")
}

/// One word for a shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
