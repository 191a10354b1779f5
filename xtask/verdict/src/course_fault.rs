//! Where nothing can be said of a program, through no fault of its own.

use std::fmt;

use fault::Fault;

/// The course or the runner is at fault: nothing can be said of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseFault {
    /// The line of the case, from 1, if it is that one's.
    pub line: Option<u32>,
    /// What, in a lowercase fragment.
    pub message: String,
}

impl CourseFault {
    pub(super) fn new(line: u32, message: impl Into<String>) -> CourseFault {
        CourseFault { line: Some(line), message: message.into() }
    }

    /// As a fault at its place: `path` is the file of the case, which begins on `first_line` of it.
    pub fn at(self, path: &str, first_line: u32) -> Fault {
        match self.line {
            Some(line) => Fault::course(self.message).at(format!("{path}:{}", first_line + line - 1)),
            None => Fault::course(self.message).at(path),
        }
    }
}

impl fmt::Display for CourseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for CourseFault {}
