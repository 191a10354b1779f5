//! echo_off: why a password can be seen while it is typed, and which bit turns that off.
//!
//! ```console
//! $ echo_off
//! echo on:  the program reads "secret\n", the screen shows "secret\r\ndone\r\n"
//! echo off: the program reads "secret\n", the screen shows "done\r\n"
//! and on again: true
//! ```
//!
//! Notice who writes on the screen: not the keyboard and not the program, but the kernel's terminal driver between the
//! two. It sends back each byte that is typed, unless the flag ECHO is off. It also keeps the line until Enter, and
//! makes `\r\n` of `\n`.
//!
//! The terminal here is made for the purpose, a *pty*: what we write into its one side is typed, what we read there is
//! the screen. That is what `ssh`, `script` and every terminal window do.
//!
//! The flags belong to the terminal, not to the program. Whoever ends between *off* and *on*, by Ctrl-C for example,
//! leaves a shell in which nobody sees what he types (`stty sane` helps). So the old flags are put back by a `Drop`.
//!
//! Try this: clear `ICANON` as well. What does the program read then? Compare: `password_check`, where a library does
//! this.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};

use anyhow::Context;
use nix::pty::openpty;
use nix::sys::termios::{LocalFlags, SetArg, Termios, tcgetattr, tcsetattr};

/// Turns the echo off, and back to what it was when it is dropped.
struct NoEcho<'a> {
    terminal: BorrowedFd<'a>,
    before: Termios,
}

impl<'a> NoEcho<'a> {
    fn new(terminal: BorrowedFd<'a>) -> nix::Result<NoEcho<'a>> {
        let before = tcgetattr(terminal)?;
        let mut flags = before.clone();
        flags.local_flags.remove(LocalFlags::ECHO);
        tcsetattr(terminal, SetArg::TCSANOW, &flags)?;
        Ok(NoEcho { terminal, before })
    }
}

impl Drop for NoEcho<'_> {
    fn drop(&mut self) {
        let _ = tcsetattr(self.terminal, SetArg::TCSANOW, &self.before); // nobody is there to tell
    }
}

fn main() -> anyhow::Result<()> {
    let pty = openpty(None, None).context("openpty")?;
    let (mut person, mut program) = (File::from(pty.master), File::from(pty.slave));

    let (read, shown) = type_a_line(&mut person, &mut program)?;
    println!("echo on:  the program reads {read:?}, the screen shows {shown:?}");

    let terminal = program.try_clone().context("dup")?;
    let no_echo = NoEcho::new(terminal.as_fd()).context("tcsetattr")?;
    let (read, shown) = type_a_line(&mut person, &mut program)?;
    println!("echo off: the program reads {read:?}, the screen shows {shown:?}");

    drop(no_echo);
    let flags = tcgetattr(&terminal).context("tcgetattr")?.local_flags;
    println!("and on again: {}", flags.contains(LocalFlags::ECHO));
    Ok(())
}

/// The person types a line, the program reads it and writes one: what has the program read, and what is on the screen?
fn type_a_line(person: &mut File, program: &mut File) -> anyhow::Result<(String, String)> {
    person.write_all(b"secret\n").context("type")?;
    let mut bytes = [0; 100];
    let count = program.read(&mut bytes).context("read")?; // one line
    program.write_all(b"done\n").context("write")?;

    let mut shown = Vec::new();
    while !shown.ends_with(b"done\r\n") {
        let mut byte = [0];
        person.read_exact(&mut byte).context("look at the screen")?;
        io::copy(&mut &byte[..], &mut shown).context("copy")?;
    }
    Ok((String::from_utf8_lossy(&bytes[..count]).into(), String::from_utf8_lossy(&shown).into()))
}
