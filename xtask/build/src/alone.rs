//! One runner at a time builds in a target folder: what it finds there after cargo has ended is what cargo has made for it.

use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use super::listen::CANCEL_PERIOD;
use super::{Follow, Progress, copies, interrupted};
use fault::Fault;

/// Waits until no other runner builds there, and keeps others out until the file is closed.
///
/// # Errors
/// A fault if the folder cannot be made, or it was asked to stop.
pub fn alone_in(folder: &Path, follow: &mut Follow<'_>) -> Result<File, Fault> {
    let cannot = |what: &str, error: &io::Error| {
        let what = if error.kind() == io::ErrorKind::StorageFull { "the disk is full" } else { what };
        Fault::course(format!("cargo cannot build: {what}"))
            .help("name another one: CARGO_TARGET_DIR=/tmp/oslings cargo xtask check")
    };
    fs::create_dir_all(folder).map_err(|error| cannot("the target folder cannot be made", &error))?;
    let file = File::create(folder.join(".building"));
    let file = file.map_err(|error| cannot("the target folder may not be written", &error))?;
    if copies::lock(&file) {
        return Ok(file);
    }
    (follow.progress)(Progress::Waiting);
    let (sender, locked) = mpsc::channel();
    thread::spawn(move || {
        // SAFETY: no memory is involved; the descriptor is open. If the receiver is gone, the file is closed.
        unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_EX) };
        let _ = sender.send(file);
    });
    loop {
        match locked.recv_timeout(CANCEL_PERIOD) {
            Ok(file) => return Ok(file),
            Err(RecvTimeoutError::Disconnected) => return Err(Fault::course("the target folder cannot be locked")),
            Err(RecvTimeoutError::Timeout) if (follow.is_cancelled)() => return Err(interrupted()),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}
