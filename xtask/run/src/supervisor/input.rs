//! What the program reads on its standard input: written as the pipe takes it.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::os::fd::{AsRawFd, OwnedFd};

use super::poll::PollSet;

/// Our end of its standard input.
pub struct Input {
    /// None when it is closed, or the program does not read any more.
    file: Option<File>,
    pending: Vec<u8>,
    /// Close it when everything is written.
    ends: bool,
}

impl Input {
    /// The descriptor is non-blocking; None where the program reads from elsewhere.
    pub fn new(fd: Option<OwnedFd>) -> Input {
        Input { file: fd.map(File::from), pending: Vec::new(), ends: false }
    }

    pub fn push(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        self.write();
    }

    /// End of file after what is pending.
    pub fn end(&mut self) {
        self.ends = true;
        self.write();
    }

    pub fn register(&self, set: &mut PollSet) {
        if let Some(file) = &self.file
            && !self.pending.is_empty()
        {
            set.wait_to_write(file.as_raw_fd());
        }
    }

    /// Writes what the pipe takes.
    pub fn write(&mut self) {
        while let Some(file) = &mut self.file {
            if self.pending.is_empty() {
                if self.ends {
                    self.file = None;
                }
                return;
            }
            match file.write(&self.pending) {
                Ok(count) => drop(self.pending.drain(..count)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                // A program need not read all of its input.
                Err(_) => self.file = None,
            }
        }
        self.pending.clear();
    }
}
