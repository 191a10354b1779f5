//! Descriptors, and what they stand for.

use nanoserde::{DeBin, SerBin};

/// An open descriptor.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Open {
    pub fd: i32,
    pub what: Opened,
}

#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub enum Opened {
    Pipe {
        inode: u64,
        end: End,
    },
    Socket {
        inode: u64,
    },
    /// As /proc names it: a path, or `anon_inode:[eventfd]`.
    Other {
        name: Vec<u8>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum End {
    Read,
    Write,
    /// A pipe opened through /proc for both.
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Stream {
    Stdout,
    Stderr,
}

#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub enum Address {
    Inet {
        host: String,
        port: u16,
    },
    /// Empty if it has no name; the first byte is 0 in the abstract namespace.
    Unix {
        path: Vec<u8>,
    },
    Unknown,
}
