//! Text to `Session`.

use crate::session::Session;

/// What is wrong with a case, and where. Lines and columns from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    pub line: u32,
    pub column: u32,
    /// "expected .., found ..": a lowercase fragment without full stop.
    pub message: String,
}

/// Reads a case.
pub fn parse(text: &str) -> Result<Session, ParseError> {
    let _ = text;
    todo!()
}
