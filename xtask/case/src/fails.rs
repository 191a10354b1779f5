//! Calls that are made to fail.

use nanoserde::{DeBin, SerBin};

/// The calls that a case can make fail, by the names that a learner knows; `thread` starts one.
pub const FAILING_CALLS: [&str; 13] = [
    "fork",
    "thread",
    "pipe",
    "socket",
    "bind",
    "listen",
    "accept",
    "connect",
    "waitpid",
    "read",
    "write",
    "poll",
    "sigaction",
];

/// The errors that a case can make them fail with.
pub const ERRORS: [&str; 20] = [
    "EACCES",
    "EADDRINUSE",
    "EAGAIN",
    "EBADF",
    "ECHILD",
    "ECONNABORTED",
    "ECONNREFUSED",
    "ECONNRESET",
    "EDQUOT",
    "EFBIG",
    "EINTR",
    "EINVAL",
    "EIO",
    "EMFILE",
    "ENFILE",
    "ENOBUFS",
    "ENOMEM",
    "ENOSPC",
    "EPIPE",
    "ETIMEDOUT",
];

/// `@fails CALL ERROR [once | at N]`
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Fails {
    /// One of [`FAILING_CALLS`].
    pub call: String,
    /// One of [`ERRORS`].
    pub error: String,
    pub which: Which,
}

/// Which of these calls fail, of all that the command makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Which {
    Every,
    /// The one of this number, from 1.
    Only(u32),
}

impl Fails {
    /// As written behind `@fails`.
    pub fn shown(&self) -> String {
        let which = match self.which {
            Which::Every => String::new(),
            Which::Only(1) => " once".to_owned(),
            Which::Only(number) => format!(" at {number}"),
        };
        format!("{} {}{which}", self.call, self.error)
    }
}
