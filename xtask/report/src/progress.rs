//! How far the work is: one line on a terminal that is written again and again, and nothing at all elsewhere.

use std::io::{self, Write};

use super::ExerciseReport;
use display::layout::columns;
use display::terminal;

/// Who follows a check.
pub trait Progress {
    /// The work has come to this point.
    fn stage(&mut self, stage: Stage<'_>);
    /// This report is complete; they come in the order of what was selected.
    fn report(&mut self, report: &ExerciseReport);
}

/// Where the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage<'a> {
    /// Another cargo builds in the same folder.
    Waiting,
    /// `what` is the package that is being compiled, if known.
    Building { done: usize, of: usize, what: &'a str },
    /// `what` is the exercise whose case has just ended.
    Checking { done: usize, of: usize, what: &'a str },
}

/// The line. It is erased when dropped.
pub struct ProgressLine {
    /// None where nothing can be rewritten.
    terminal: Option<io::Stderr>,
    /// Columns in use now.
    used: usize,
}

impl ProgressLine {
    /// On standard error, if that is a terminal.
    pub fn new() -> ProgressLine {
        let rewritable = terminal::is_rewritable(io::stderr(), |name| std::env::var_os(name));
        ProgressLine { terminal: rewritable.then(io::stderr), used: 0 }
    }

    /// Shows the stage in place of the last one.
    pub fn show(&mut self, stage: Stage<'_>) {
        let Some(terminal) = &self.terminal else { return };
        let width = terminal::columns(terminal, |name| std::env::var_os(name));
        let (text, used) = cut(&sentence(stage), width - 1);
        let blanks = " ".repeat(self.used.saturating_sub(used));
        self.used = used;
        self.write(&format!("\r{text}{blanks}\r"));
    }

    /// Makes room for output.
    pub fn erase(&mut self) {
        if self.used > 0 {
            let blanks = " ".repeat(self.used);
            self.used = 0;
            self.write(&format!("\r{blanks}\r"));
        }
    }

    /// Blanks rather than escape codes, so that it is right under NO_COLOR as well.
    fn write(&mut self, text: &str) {
        if let Some(terminal) = &mut self.terminal {
            // A terminal that has gone away stops no check.
            let _ = terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush());
        }
    }
}

impl Default for ProgressLine {
    fn default() -> ProgressLine {
        ProgressLine::new()
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.erase();
    }
}

fn sentence(stage: Stage<'_>) -> String {
    match stage {
        Stage::Waiting => "waiting for another cargo".to_owned(),
        // How many there are is not known yet.
        Stage::Building { of: 0, .. } | Stage::Checking { of: 0, .. } => String::new(),
        Stage::Building { done, of, what: "" } => format!("building {done} of {of}"),
        Stage::Building { done, of, what } => format!("building {done} of {of}: {what}"),
        Stage::Checking { done, of, what } => format!("checking {done} of {of}: {what}"),
    }
}

/// As much as fits, and the columns it takes.
fn cut(text: &str, width: usize) -> (String, usize) {
    let mut used = 0;
    let fits = |letter: &char| {
        used += columns(*letter);
        used <= width
    };
    let text: String = text.chars().take_while(fits).collect();
    let used = text.chars().map(columns).sum();
    (text, used)
}

#[cfg(test)]
mod tests {
    use super::{ProgressLine, Stage, cut, sentence};

    #[test]
    fn what_it_says() {
        assert_eq!(sentence(Stage::Building { done: 3, of: 17, what: "" }), "building 3 of 17");
        assert_eq!(sentence(Stage::Building { done: 0, of: 0, what: "sys" }), "");
        let checking = Stage::Checking { done: 5, of: 17, what: "fork_wait/no_zombies" };
        assert_eq!(sentence(checking), "checking 5 of 17: fork_wait/no_zombies");
        assert_eq!(cut("abcdef", 4), ("abcd".to_owned(), 4));
    }

    #[test]
    fn without_a_terminal_nothing_is_remembered() {
        let mut line = ProgressLine { terminal: None, used: 0 };
        line.show(Stage::Waiting);
        assert_eq!(line.used, 0);
    }
}
