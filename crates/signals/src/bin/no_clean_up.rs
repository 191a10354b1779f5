//! no_clean_up: keeps a scratch file while it works. Ctrl-C ends the work, and the file stays.
//!
//! ```console
//! $ no_clean_up
//! working, pid {pid:pid}
//! @signal INT {pid}
//! @died INT
//! @wrote scratch.tmp
//! half of the work
//! @end
//! ```
//!
//! Notice the `Drop` that does not run. The default action of SIGINT ends the process where it stands: no destructor,
//! no flush, no hook. SIGTERM, which every service manager sends, does the same. Python differs for SIGINT only, where
//! it raises KeyboardInterrupt, and `finally` runs; for SIGTERM no `finally` runs there either.
//!
//! Compare: `clean_up`. Try this: TERM in place of INT, then KILL. For which of the three could the program do
//! something?

use std::fs;

use anyhow::Context;

/// A file that goes away with its owner, if that comes to it.
struct Scratch(&'static str);

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(self.0) {
            eprintln!("remove {}: {error}", self.0);
        }
    }
}

fn main() -> anyhow::Result<()> {
    let scratch = Scratch("scratch.tmp");
    fs::write(scratch.0, "half of the work\n").context("write the scratch file")?;
    println!("working, pid {}", std::process::id());

    // SAFETY: takes nothing. Stands for the work: it waits for a signal whose handler returns.
    unsafe { libc::pause() };
    println!("done");
    Ok(())
}
