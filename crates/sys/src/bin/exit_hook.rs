//! exit_hook: something to be done at the end, by a value in `main` and by the C library, and the five ends.
//!
//! ```console
//! $ exit_hook return
//! working
//! hook 2: close the log
//! hook 1: say goodbye
//! atexit: had enough, deciding to leave
//!
//! $ exit_hook panic
//! working
//! hook 2: close the log
//! hook 1: say goodbye
//! atexit: had enough, deciding to leave
//! 2> ...
//! 2> out of ideas
//! 2> ...
//! @exit 101
//!
//! $ exit_hook exit
//! working
//! atexit: had enough, deciding to leave
//! @exit 3
//!
//! $ exit_hook _exit
//! working
//! @exit 3
//!
//! $ exit_hook kill
//! working
//! @died TERM
//! ```
//!
//! Notice the order: the last hook first, so that each finds what was set up before it. Python's `atexit` does the
//! same.
//!
//! `libc::atexit` has the reach of `sys.exitfunc` and `atexit`: it runs when `main` ends in whatever way, and on
//! `exit`; not on `_exit`, not when a signal kills. What must hold after those two has to stand outside of the
//! process: a lock that the kernel takes back, a file that is renamed when it is complete. A value with `Drop` knows
//! what it has to do and may borrow; the function for `atexit` gets nothing and may only look at globals.
//!
//! The book calls `sys.exitfunc` as a function (E36). It is an attribute that is assigned; Python 3 ignores it.
//!
//! Try this: a hook that panics. On `return`, and on `panic`, where the stack is being unwound already.

use std::env;
use std::process;

use anyhow::{bail, ensure};

/// Functions to be run when this value goes, the last one first.
#[derive(Default)]
struct Hooks(Vec<Box<dyn FnOnce()>>);

impl Drop for Hooks {
    fn drop(&mut self) {
        while let Some(hook) = self.0.pop() {
            hook();
        }
    }
}

extern "C" fn farewell() {
    println!("atexit: had enough, deciding to leave");
}

#[expect(clippy::disallowed_methods, reason = "that exit runs no destructor, but atexit, is what this demo shows")]
fn main() -> anyhow::Result<()> {
    // SAFETY: a function as atexit wants it. It does not unwind, and std's standard output serves until the very end.
    ensure!(unsafe { libc::atexit(farewell) } == 0, "atexit: no room");
    let mut hooks = Hooks::default();
    hooks.0.push(Box::new(|| println!("hook 1: say goodbye")));
    hooks.0.push(Box::new(|| println!("hook 2: close the log")));

    println!("working");
    match env::args().nth(1).as_deref() {
        Some("return") => Ok(()),
        Some("panic") => panic!("out of ideas"),
        Some("exit") => process::exit(3),
        // SAFETY: nothing is in a buffer, and that no hook runs is intended.
        Some("_exit") => unsafe { libc::_exit(3) },
        Some("kill") => {
            // SAFETY: takes a number. The default action of SIGTERM ends this process here.
            ensure!(unsafe { libc::raise(libc::SIGTERM) } == 0, "raise");
            bail!("SIGTERM is ignored or blocked here")
        }
        _ => bail!("use: exit_hook return | panic | exit | _exit | kill"),
    }
}
