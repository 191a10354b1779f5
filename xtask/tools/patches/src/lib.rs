//! A program that is another one with a few lines changed, as a patch. Pure: text in, text out.
//!
//! ```text
//! lines    code and what is none       parse    the text of a patch
//! fit      where a hunk belongs now    make     a patch from two programs
//! ```
//!
//! A hunk finds its place by its lines of code, wherever they stand. Comments, blank lines and line numbers do not
//! count, so a comment that is reworded breaks no patch. A hunk that fits nowhere, or in two places, is an error. The
//! library applies what was fitted.

mod fit;
mod lines;
mod make;
mod parse;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

pub use make::{between, carry_over};

/// The text of each file of a program, by its path.
pub type Texts = BTreeMap<PathBuf, String>;

/// A patch as its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// The lines above the first `---`.
    pub header: Vec<String>,
    pub files: Vec<FilePatch>,
}

/// What is changed in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePatch {
    pub path: PathBuf,
    pub hunks: Vec<Hunk>,
}

/// Lines that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Where the first line stands in the file, from 1; 0 where the patch does not say so.
    pub start: usize,
    /// Where the hunk stands in the patch, from 1.
    pub at: u32,
    pub lines: Vec<DiffLine>,
}

/// A line without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffLine {
    Context(String),
    Delete(String),
    Insert(String),
}

/// Why a patch cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The line of the patch, from 1.
    pub line: u32,
    /// A lowercase fragment.
    pub message: String,
}

impl Patch {
    /// Reads a patch. The numbers in `@@ .. @@` may be wrong, or missing.
    ///
    /// # Errors
    /// The first line that is none of a patch.
    pub fn parse(text: &str) -> Result<Patch, Misfit> {
        parse::patch(text)
    }

    /// The same with the numbers and the context that the program has now.
    ///
    /// # Errors
    /// The first hunk that fits nowhere, or in several places.
    pub fn fit(&self, program: &Texts) -> Result<Patch, Misfit> {
        fit::patch(self, program)
    }

    /// The program with the lines changed: all of its files.
    ///
    /// # Errors
    /// As [`Patch::fit`].
    pub fn apply(&self, program: &Texts) -> Result<Texts, Misfit> {
        let mut changed = program.clone();
        for file in self.fit(program)?.files {
            let text = file.to_string();
            let failed = |message: String| Misfit { line: file.hunks.first().map_or(1, |hunk| hunk.at), message };
            let patch = diffy::Patch::from_str(&text).map_err(|error| failed(error.to_string()))?;
            let old = changed.get(&file.path).map_or("", String::as_str);
            let new = diffy::apply(old, &patch).map_err(|_| failed("two hunks change the same lines".to_owned()))?;
            changed.insert(file.path, new);
        }
        Ok(changed)
    }
}

/// As it stands in a file.
impl fmt::Display for Patch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.header {
            writeln!(out, "{line}")?;
        }
        self.files.iter().try_for_each(|file| write!(out, "{file}"))
    }
}

impl fmt::Display for FilePatch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        writeln!(out, "--- {path}\n+++ {path}")?;
        // How many lines the new file is longer by then.
        let mut shift = 0;
        for hunk in &self.hunks {
            let (old, new) = (hunk.count(DiffLine::is_old), hunk.count(DiffLine::is_new));
            let start = |count: usize, start: usize| if count == 0 { start.saturating_sub(1) } else { start };
            let after = hunk.start.saturating_add_signed(shift);
            writeln!(out, "@@ -{},{old} +{},{new} @@", start(old, hunk.start), start(new, after))?;
            for line in &hunk.lines {
                writeln!(out, "{}", line.marked())?;
            }
            shift += new as isize - old as isize;
        }
        Ok(())
    }
}

impl Hunk {
    fn count(&self, is_counted: fn(&DiffLine) -> bool) -> usize {
        self.lines.iter().filter(|line| is_counted(line)).count()
    }
}

impl DiffLine {
    /// Does it stand in the program that is changed?
    fn is_old(&self) -> bool {
        !matches!(self, DiffLine::Insert(_))
    }

    fn is_new(&self) -> bool {
        !matches!(self, DiffLine::Delete(_))
    }

    fn text(&self) -> &str {
        match self {
            DiffLine::Context(text) | DiffLine::Delete(text) | DiffLine::Insert(text) => text,
        }
    }

    fn marked(&self) -> String {
        match self {
            // An editor takes a blank at the end away.
            DiffLine::Context(text) if text.is_empty() => String::new(),
            DiffLine::Context(text) => format!(" {text}"),
            DiffLine::Delete(text) => format!("-{text}"),
            DiffLine::Insert(text) => format!("+{text}"),
        }
    }
}
