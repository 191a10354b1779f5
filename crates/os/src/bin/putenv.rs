//! putenv: a process changes its own environment below std's back, and std sees it.
//!
//! ```console
//! $ COLOUR=red putenv
//! std says red
//! setenv: std says blue, a child says blue
//! unsetenv: std says (not set), a child says (not set)
//! ```
//!
//! Notice that there is one environment a process, an array of pointers called `environ`, and both libc and
//! std look there. Python keeps a copy of its own beside it, made at the start: `os.putenv` changes the array and the
//! children see it, but `os.environ` goes on showing the old value (E40).
//!
//! The price of one shared array: nothing locks it. A thread that reads while another writes may read memory that is
//! already freed, so `env::set_var` is `unsafe` since edition 2024, and this demo may use setenv(3)
//! only because it has no second thread. A program that wants another environment for a child says so to the child:
//! `Command::env`.
//!
//! Try this: replace setenv by `env::set_var`. Which promise do you make with the word `unsafe`?

use std::ffi::CStr;
use std::process::Command;
use std::{env, io};

use anyhow::Context;

const NAME: &CStr = c"COLOUR";
const NOT_SET: &str = "(not set)";

fn main() -> anyhow::Result<()> {
    println!("std says {}", seen_by_std());

    // SAFETY: there is no other thread that could read the environment meanwhile; both strings end with NUL.
    if unsafe { libc::setenv(NAME.as_ptr(), c"blue".as_ptr(), 1) } == -1 {
        return Err(io::Error::last_os_error()).context("setenv");
    }
    println!("setenv: std says {}, a child says {}", seen_by_std(), seen_by_a_child()?);

    // SAFETY: as above.
    if unsafe { libc::unsetenv(NAME.as_ptr()) } == -1 {
        return Err(io::Error::last_os_error()).context("unsetenv");
    }
    println!("unsetenv: std says {}, a child says {}", seen_by_std(), seen_by_a_child()?);
    Ok(())
}

fn seen_by_std() -> String {
    env::var("COLOUR").unwrap_or_else(|_| NOT_SET.to_string())
}

/// printenv answers with exit code 1, and no text, for a variable that is not set.
fn seen_by_a_child() -> anyhow::Result<String> {
    let answer = Command::new("printenv").arg("COLOUR").output().context("printenv")?;
    let text = String::from_utf8(answer.stdout).context("printenv's answer")?;
    Ok(if answer.status.success() { text.trim_end().to_string() } else { NOT_SET.to_string() })
}
