//! procinfo: who am I? Nine numbers that a process has, and its folder.
//!
//! ```console
//! $ procinfo
//! getcwd   {:path}
//! getpid   {pid:pid}
//! getppid  {:pid}
//! getpgrp  {group:pid}, getpgid(0) is {group}
//! getuid   {:int}, geteuid {:int}
//! getgid   {:int}, getegid {:int}
//! a child's parent is {pid}
//! ```
//!
//! Notice *real* and *effective*. The real ids say who started the program, the effective ones what it may do. They
//! differ only in a program with the set-user-id bit, such as `passwd`, which anybody may start and which must write
//! where only root may.
//!
//! Std has the first three and no more: `env::current_dir`, `process::id`, `os::unix::process::parent_id`. The others
//! are calls of libc, which can't fail; `nix` wraps them as safe functions, with a type each, so that no uid is taken
//! for a gid.
//!
//! A parent's pid is a snapshot: when the parent ends, the child gets another one, process 1 as a rule.
//!
//! Try this: `sh -c 'procinfo & wait'`, and `setsid procinfo`. Which numbers change?

use std::os::unix::process::parent_id;
use std::process::Command;
use std::{env, process};

use anyhow::Context;
use nix::unistd::{getegid, geteuid, getgid, getpgid, getpgrp, getuid};

fn main() -> anyhow::Result<()> {
    println!("getcwd   {}", env::current_dir().context("current_dir")?.display());
    println!("getpid   {}", process::id());
    println!("getppid  {}", parent_id());
    println!("getpgrp  {}, getpgid(0) is {}", getpgrp(), getpgid(None).context("getpgid")?);
    println!("getuid   {}, geteuid {}", getuid(), geteuid());
    println!("getgid   {}, getegid {}", getgid(), getegid());

    let answer = Command::new("sh").args(["-c", "echo $PPID"]).output().context("sh")?;
    println!("a child's parent is {}", String::from_utf8_lossy(&answer.stdout).trim_end());
    Ok(())
}
