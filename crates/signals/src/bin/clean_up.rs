//! clean_up: keeps a scratch file while it works, removes it when it is told to end, and then dies of the signal.
//!
//! ```console
//! $ clean_up
//! working, pid {pid:pid}
//! @signal INT {pid}
//! cleaned up
//! @died INT
//! @absent scratch.tmp
//!
//! $ clean_up
//! working, pid {pid2:pid}
//! @signal TERM {pid2}
//! cleaned up
//! @died TERM
//! @absent scratch.tmp
//! ```
//!
//! signal-hook has installed the handler and reads its self-pipe; what `wait` gives is ordinary code in an ordinary
//! thread, and the destructor runs because the function that owns the file returns.
//!
//! Notice the last step. `emulate_default_handler` puts the signal back to its default and raises it, so that whoever
//! started us sees *killed by SIGINT*. An exit code of 130 looks the same in `$?`, but a shell whose script is
//! interrupted by Ctrl-C stops the script only if the program died of it. Python 2 ends with 1 after an uncaught
//! KeyboardInterrupt, Python 3.8 and later die of the signal.
//!
//! Compare: `no_clean_up`. Try this: return from main instead. What does `clean_up; echo $?` show?

use std::fs;

use anyhow::Context;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

/// A file that goes away with its owner.
struct Scratch(&'static str);

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(self.0) {
            eprintln!("remove {}: {error}", self.0);
        }
    }
}

fn main() -> anyhow::Result<()> {
    let signal = work_until_told_to_end()?;
    println!("cleaned up");
    emulate_default_handler(signal).context("raise")
}

fn work_until_told_to_end() -> anyhow::Result<libc::c_int> {
    let mut signals = Signals::new([SIGINT, SIGTERM]).context("sigaction")?; // before there is anything to clean up
    let scratch = Scratch("scratch.tmp");
    fs::write(scratch.0, "half of the work\n").context("write the scratch file")?;
    println!("working, pid {}", std::process::id());

    signals.forever().next().context("no more signals") // stands for the work
}
