//! A `$` line split into words, as a shell splits it.

/// One word and the column (from 0, in bytes) it starts at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub column: usize,
    /// Bytes: `$'\xff'` is allowed.
    pub text: Vec<u8>,
    /// Some of it was quoted, so `A=1` is an argument and no setting.
    pub quoted: bool,
}

/// Splits a line. The error is the column and what was expected.
pub fn split(line: &str) -> Result<Vec<Word>, (usize, String)> {
    let _ = line;
    todo!()
}

/// A word as one would type it: quoted only where it must be.
pub fn quote(word: &[u8]) -> String {
    let _ = word;
    todo!()
}
