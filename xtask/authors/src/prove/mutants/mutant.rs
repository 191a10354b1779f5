//! What is known of a mutant.

use std::path::PathBuf;

use nanoserde::{DeBin, DeJson, SerBin};

/// A mutant, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Mutant {
    /// The number of its module in the batch, from 1.
    pub number: usize,
    /// `main.rs:31`, from the solution's folder.
    pub place: String,
    /// Its id and what is changed, as an exercise lists it.
    pub told: String,
    pub fate: Fate,
}

#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub enum Fate {
    /// It is not in the sample.
    Untried,
    /// The compiler refuses it, so it cannot be handed in.
    Uncompiled,
    /// It does not pass this case, and gets this verdict.
    Killed { case: String, by: String },
    /// It passes all cases.
    Survived,
    /// A run of it came to nothing, for this reason.
    Prevented { fault: String },
}

/// The file of a mutant that is not the solution's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// From the solution's folder.
    pub file: PathBuf,
    /// All of it.
    pub source: String,
}

/// A line of what the maker says; other fields are for other readers.
#[derive(DeJson)]
struct MutantRecord {
    number: usize,
    file: String,
    id: String,
    line: u32,
    what: String,
    source: String,
}

impl Mutant {
    /// Reads a line of the maker's.
    pub fn read(line: &str) -> Option<(Mutant, Slip)> {
        let MutantRecord { number, file, id, line, what, source } = MutantRecord::deserialize_json(line).ok()?;
        let (place, told) = (format!("{file}:{line}"), format!("{id}: {what}"));
        Some((Mutant { number, place, told, fate: Fate::Untried }, Slip { file: file.into(), source }))
    }
}
