//! What the learner's part prints, a thousand times over, goes nowhere; the report has standard output for itself.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::{AsFd, AsRawFd};

/// Standard output, for the report alone. What is printed from now on goes to `/dev/null`.
pub fn split_output() -> io::Result<File> {
    let report = io::stdout().as_fd().try_clone_to_owned()?;
    let nowhere = OpenOptions::new().write(true).open("/dev/null")?;
    for stream in [libc::STDOUT_FILENO, libc::STDERR_FILENO] {
        // SAFETY: both descriptors are open, and no value owns that of a standard stream.
        if unsafe { libc::dup2(nowhere.as_raw_fd(), stream) } < 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(File::from(report))
}
