//! Lines that are equal, and the names in them.

use case::pattern::Pattern;

/// Index into the names of a plan.
pub(super) type NameId = usize;

/// Lines that are equal.
#[derive(Debug, PartialEq, Eq, Hash, Clone)]
pub(super) struct Class {
    pub pattern: Pattern,
    pub newline: bool,
    /// Each once.
    pub names: Vec<NameId>,
    /// It has a hole without a name, so it can never be plain text.
    pub open: bool,
}
