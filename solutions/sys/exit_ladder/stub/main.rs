//! exit_ladder: takes a lock, then ends in the way it is told.

use std::env;
use std::io;
use std::process::ExitCode;

/// The file `ladder.lock`: there for as long as this value lives.
struct Lock;

impl Lock {
    /// Creates the file. If it is there already: an error of the kind `AlreadyExists`.
    fn take() -> io::Result<Lock> {
        // TODO: create the file, in one step with the test whether it is new.
        println!("locked");
        Ok(Lock)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // TODO: remove the file.
        println!("unlocked?");
    }
}

fn main() -> Result<ExitCode, String> {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();

    // TODO: no rung: one line and exit code 2. No lock to be had: the line of the README and exit code 75.
    let _lock = Lock::take().map_err(|error| format!("ladder.lock: {error}"))?;

    // TODO: end as the rung says.
    Err(format!("not written yet: {}", words.join(" ")))
}
