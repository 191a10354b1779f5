//! A build that failed, as far as others than the builder ask.

use std::collections::BTreeSet;
use std::path::PathBuf;

use case::colours::without_colour;

/// A program that could not be built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuildFailure {
    /// The compiler's first error, rendered in colour (escape codes); the report strips them where colour is not wanted.
    pub first_error: String,
    /// How many more there are.
    pub more_errors: u32,
    pub warnings: u32,
    /// The files that the errors are about, as the compiler was given them.
    pub blamed: BTreeSet<PathBuf>,
    pub problem: BuildProblem,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BuildProblem {
    #[default]
    DoesNotCompile,
    /// It compiles, but what it is made of is not its own.
    NotItsOwn,
}

impl BuildFailure {
    /// The first line of the first error without colours, for a script.
    pub fn message(&self) -> String {
        let text = without_colour(&self.first_error);
        text.lines().find(|line| !line.trim().is_empty()).unwrap_or("it does not build").to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::BuildFailure;

    #[test]
    fn the_message_is_the_first_line() {
        let first_error = "\x1b[1m\x1b[91merror\x1b[0m: no \x1b]8;;https://x\x1b\\link\n next".to_owned();
        let failure = BuildFailure { first_error, ..BuildFailure::default() };
        assert_eq!(failure.message(), "error: no link");
    }
}
