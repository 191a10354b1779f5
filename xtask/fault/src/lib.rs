//! What goes wrong outside a solution: a slip of the hand (exit code 2), a fault of the course or of the
//! runner (exit code 3). Never a student's verdict.

use std::fmt;

/// The exit codes of `cargo xtask`; a contract that others script against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything selected passes.
    AllPass = 0,
    /// Some of it does not.
    SomeFail = 1,
    /// The command line is wrong, or selects nothing.
    Usage = 2,
    /// The course or the runner is at fault.
    Fault = 3,
}

/// An error that ends the run, or one file's part in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub exit: Exit,
    /// `path:line:column` where there is one.
    pub place: Option<String>,
    /// What, in a lowercase fragment.
    pub message: String,
    /// What to do about it, a sentence or a command.
    pub help: Option<String>,
}

impl Fault {
    /// A slip of the hand.
    pub fn usage(message: impl Into<String>) -> Fault {
        Fault { exit: Exit::Usage, place: None, message: message.into(), help: None }
    }

    /// The course or the runner is at fault.
    pub fn course(message: impl Into<String>) -> Fault {
        Fault { exit: Exit::Fault, place: None, message: message.into(), help: None }
    }

    pub fn at(mut self, place: impl Into<String>) -> Fault {
        self.place = Some(place.into());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}
