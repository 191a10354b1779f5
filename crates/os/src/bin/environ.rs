//! environ: a variable that is set, one that is empty, one that is missing; and a child that changes its own.
//!
//! ```console
//! $ COLOUR=red TASTE= environ
//! COLOUR  Ok("red")
//! TASTE   Ok("")
//! SMELL   Err(NotPresent)
//! child   was given red, now has green
//! parent  still has Ok("red")
//! ```
//!
//! Notice that empty and missing are two answers: whoever writes `unwrap_or_default()` can no longer tell them apart.
//! And the environment is passed on by copy, once, when a program starts. What the child exports reaches the
//! child's own children; no way leads back to the parent.
//!
//! Try this: `sh -c 'COLOUR=$(printf "\377") exec environ'` gives the variable a byte that is no text.
//! `env::var` now says NotUnicode. `env::var_os`, which asks for bytes, is content.
//! Compare: `putenv`, where a process does change its own environment.

use std::env;
use std::process::Command;

use anyhow::{Context, ensure};

fn main() -> anyhow::Result<()> {
    for name in ["COLOUR", "TASTE", "SMELL"] {
        println!("{name:<7} {:?}", env::var(name));
    }

    // The shell stands for any program that changes its environment while it runs.
    let script = r#"was=$COLOUR; export COLOUR=green; echo "child   was given $was, now has $(printenv COLOUR)""#;
    let status = Command::new("sh").args(["-c", script]).status().context("sh")?;
    ensure!(status.success(), "sh: {status}");

    println!("parent  still has {:?}", env::var("COLOUR"));
    Ok(())
}
