//! Where the child waits between its fork and its exec until it is known whether it is traced.

use std::io::{self, PipeReader, PipeWriter, Write};
use std::os::fd::AsRawFd;

use crate::{Options, filter};

const TRACED: u8 = b'T';
const UNTRACED: u8 = b'U';

/// To be made before the fork, so that the child allocates nothing.
#[derive(Debug)]
pub struct Gate {
    reader: PipeReader,
    writer: PipeWriter,
    filter: Vec<libc::sock_filter>,
}

impl Gate {
    /// Errors: no descriptors left.
    pub fn new(options: &Options) -> io::Result<Gate> {
        let (reader, writer) = io::pipe()?;
        Ok(Gate { reader, writer, filter: filter::program(options) })
    }

    /// In the child, as its last step before the exec: waits for [`crate::Tracer::seize`], then
    /// installs the filter if it is traced.
    /// Sets `no_new_privs`, as every filter of an ordinary user must.
    ///
    /// Only system calls are made here. The error is the errno; the child must then not go on.
    pub fn pass(&self) -> Result<(), i32> {
        let mut word = [0u8];
        // SAFETY: both descriptors are open in the child, which closes its copy of the writer so that it meets the end
        // of file if its parent dies. The byte outlives the call.
        let count = unsafe {
            libc::close(self.writer.as_raw_fd());
            loop {
                let count = libc::read(self.reader.as_raw_fd(), word.as_mut_ptr().cast(), 1);
                if count != -1 || errno() != libc::EINTR {
                    break count;
                }
            }
        };
        match (count, word) {
            (1, [TRACED]) => self.install(),
            (1, [UNTRACED]) => Ok(()),
            (0, _) => Err(libc::EPIPE),
            _ => Err(errno()),
        }
    }

    fn install(&self) -> Result<(), i32> {
        let program =
            libc::sock_fprog { len: self.filter.len() as libc::c_ushort, filter: self.filter.as_ptr().cast_mut() };
        // SAFETY: the kernel only reads the program, which outlives the call.
        let result = unsafe {
            libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
            libc::syscall(libc::SYS_seccomp, libc::SECCOMP_SET_MODE_FILTER, 0, &program)
        };
        if result == 0 { Ok(()) } else { Err(errno()) }
    }

    /// Lets the child go on. It may be dead already; then this is not read.
    pub(crate) fn open(mut self, traced: Traced) {
        let word = match traced {
            Traced::Yes => TRACED,
            Traced::No => UNTRACED,
        };
        let _ = self.writer.write_all(&[word]);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Traced {
    Yes,
    No,
}

fn errno() -> i32 {
    io::Error::last_os_error().raw_os_error().unwrap_or(0)
}
