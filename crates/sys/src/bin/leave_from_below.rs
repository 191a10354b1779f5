//! leave_from_below: a function deep inside wants the program to end, and every function above it may tidy up or
//! object.
//!
//! ```console
//! $ leave_from_below 7
//! step: tidied up
//! run: tidied up
//! @exit 7
//!
//! $ leave_from_below 7 go-on
//! step: tidied up
//! trapped: asked to leave with exit code 7
//! run: tidied up
//!
//! $ leave_from_below full
//! step: tidied up
//! run: tidied up
//! 2> leave_from_below: step full: no space
//! @exit 1
//!
//! $ leave_from_below
//! run: tidied up
//! ```
//!
//! Notice that this is Python's `SystemExit`, made of ordinary parts: an error type that carries a code, `?` on the way
//! up, and one place, `main`, where it becomes the end of the process. `sys.exit(7)` does no more than raise it, which
//! is why its `finally` clauses run and an `except SystemExit` may trap it. `process::exit` can be trapped by nobody.
//!
//! One difference is welcome. A bare `except:` in Python swallows a `SystemExit` by accident; here who goes on after
//! an error has asked which one it is.
//!
//! Try this: have `step` call `process::exit(7)` (clippy will object). What is tidied up?
//! Compare: `exit_status`.

use std::env;
use std::fmt;
use std::process::ExitCode;

use anyhow::{Context, bail};

/// Not a failure: somebody below wants the program to end with this code.
#[derive(Debug)]
struct Leave(u8);

impl fmt::Display for Leave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "asked to leave with exit code {}", self.0)
    }
}

impl std::error::Error for Leave {}

/// Stands for an open connection, a lock, a temporary file.
struct Guard(&'static str);

impl Drop for Guard {
    fn drop(&mut self) {
        println!("{}: tidied up", self.0);
    }
}

fn step(word: &str) -> anyhow::Result<()> {
    let _guard = Guard("step");
    if word == "full" {
        bail!("no space");
    }
    Err(Leave(word.parse().context("a code is 0 to 255")?).into())
}

fn run(words: &[String]) -> anyhow::Result<()> {
    let _guard = Guard("run");
    let Some(word) = words.first() else { return Ok(()) };
    match step(word).with_context(|| format!("step {word}")) {
        Err(error) if error.is::<Leave>() && words.len() > 1 => println!("trapped: {}", error.root_cause()),
        outcome => outcome?,
    }
    Ok(())
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let Err(error) = run(&words) else { return ExitCode::SUCCESS };
    if let Some(Leave(code)) = error.downcast_ref() {
        return ExitCode::from(*code);
    }
    eprintln!("leave_from_below: {error:#}");
    ExitCode::FAILURE
}
