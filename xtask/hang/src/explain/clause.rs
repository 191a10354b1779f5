//! What a thread does, without its name and its place.

use crate::snapshot::Pid;

/// A sentence without its subject and its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clause {
    /// `waits`; without its last letter it is the plural.
    pub verb: &'static str,
    /// `for a client on port 40123`
    pub object: String,
    /// What follows the object: `, and its own fd 4 is the last write end: close it`
    pub tail: String,
    pub whom: Vec<Pid>,
    /// Its place is worth more with the line that called it.
    pub is_deep: bool,
}

impl Clause {
    pub fn new(verb: &'static str, object: impl Into<String>) -> Clause {
        Clause { verb, object: object.into(), ..Clause::default() }
    }

    pub fn tail(self, tail: impl Into<String>) -> Clause {
        Clause { tail: tail.into(), ..self }
    }

    pub fn whom(self, whom: Vec<Pid>) -> Clause {
        Clause { whom, ..self }
    }
}
