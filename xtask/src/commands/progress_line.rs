//! What is told while a check goes on: the progress line, and each report as it comes.

use crate::report::paint::Painter;
use crate::report::progress::ProgressLine;
use crate::report::text::{self, Detail};
use crate::report::{ExerciseReport, Progress, Stage};

/// The progress line alone.
#[derive(Default)]
pub struct Quietly(ProgressLine);

impl Progress for Quietly {
    fn stage(&mut self, stage: Stage<'_>) {
        self.0.show(stage);
    }

    fn report(&mut self, _: &ExerciseReport) {}
}

/// The progress line, and the reports on standard output.
pub struct Aloud {
    line: ProgressLine,
    painter: Painter,
    detail: Detail,
    /// Reports explained in full so far, and the most that are.
    explained: usize,
}

/// A class's first day: seventeen untouched stubs are no reason for seventeen screens.
const MOST_EXPLAINED: usize = 3;

impl Aloud {
    pub fn new(painter: Painter, detail: Detail) -> Aloud {
        Aloud { line: ProgressLine::new(), painter, detail, explained: 0 }
    }
}

impl Progress for Aloud {
    fn stage(&mut self, stage: Stage<'_>) {
        self.line.show(stage);
    }

    fn report(&mut self, report: &ExerciseReport) {
        self.line.erase();
        let is_news = !report.verdict.is_pass() && !report.todo && self.explained < MOST_EXPLAINED;
        let detail = if self.detail == Detail::Full || is_news { Detail::Full } else { Detail::OneLine };
        self.explained += usize::from(is_news);
        super::show(&self.painter, &text::exercise(report, detail));
    }
}
