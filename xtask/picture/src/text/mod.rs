//! A picture for a terminal, in any width.
//!
//! ```text
//! wide     a column a lane, the words beside its line
//! narrow   more lanes than that: thin lines, the words behind all of them
//! canvas   a row of characters, painted over
//! signs    the characters, also without Unicode
//! ```

pub mod canvas;
mod narrow;
mod signs;
mod wide;

use super::{Mark, Picture, RowKind, State};
use canvas::Canvas;
use display::duration;
use display::styled::{Row, Style, Styled};
pub use signs::Signs;

/// Columns of the time at the left, with a blank behind it.
const MARGIN: usize = 9;
/// More is not read; the beginning and the end remain.
const MOST_LINES: usize = 200;

/// How a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Columns, with the indentation.
    pub width: usize,
    pub indent: usize,
    pub signs: Signs,
    /// With the head.
    pub most_lines: usize,
    pub focus: super::Focus,
}

impl Options {
    /// All of it.
    pub fn whole(width: usize, signs: Signs) -> Options {
        Options { width, indent: 0, signs, most_lines: MOST_LINES, focus: super::Focus::Whole }
    }
}

/// Draws it. No row is wider than asked for, and nothing in it was not made visible.
pub fn draw(picture: &Picture, options: &Options) -> Styled {
    let width = options.width.saturating_sub(options.indent);
    if picture.lanes.is_empty() {
        return Styled::new();
    }
    let cut = picture.cut(options.focus, usize::MAX);
    let canvases = match wide::fitting(&cut, width) {
        Some(fitting) => shortest(&fitting, options, |picture| wide::draw(picture, width)),
        None => shortest(&cut.folded(narrow::MOST_LANES), options, |picture| narrow::draw(picture, width)),
    };
    let mut styled = Styled::new();
    if !canvases.is_empty() {
        styled.rows(canvases.into_iter().map(|canvas| row(canvas, options)).collect());
    }
    if picture.dropped > 0 {
        styled.blank();
        styled.prose(format!(
            "There was too much to record: {} later events are missing, so what is not drawn may have happened.",
            picture.dropped
        ));
    }
    styled
}

/// As many rows as there is room for: some take several lines.
fn shortest(picture: &Picture, options: &Options, draw: impl Fn(&Picture) -> Vec<Canvas>) -> Vec<Canvas> {
    let folded = picture.with_runs_folded();
    let mut rows = options.most_lines;
    loop {
        let canvases = draw(&folded.cut(options.focus, rows));
        if canvases.len() <= options.most_lines || rows <= 1 {
            return canvases;
        }
        rows -= (canvases.len() - options.most_lines).clamp(1, rows - 1);
    }
}

fn row(canvas: Canvas, options: &Options) -> Row {
    let indent = display::styled::span(Style::Plain, " ".repeat(options.indent));
    Row { gutter: vec![indent], text: canvas.into_spans(options.signs), ..Row::default() }
}

/// A row with the time at its left, or with the number of rows that are left out.
fn begun(row: &super::Row, width: usize) -> Canvas {
    let mut canvas = Canvas::new(width);
    let margin = match (row.kind, row.at_us) {
        (RowKind::Left(count), _) => format!("… {count}"),
        (_, Some(at_us)) => duration::ms(at_us),
        (_, None) => String::new(),
    };
    canvas.put(MARGIN.saturating_sub(2 + margin.chars().count()), Style::Dim, &margin);
    canvas
}

/// Rows that only change what lanes are, are not drawn.
fn is_drawn(row: &super::Row) -> bool {
    !row.cells.is_empty() || matches!(row.kind, RowKind::Left(1..))
}

fn line_of(state: State) -> Option<(char, Style)> {
    match state {
        State::Absent | State::Gone => None,
        State::Runs => Some(('│', Style::Dim)),
        State::Waits => Some(('┊', Style::Dim)),
        State::Stopped => Some(('=', Style::Dim)),
        State::Zombie => Some(('z', Style::Plain)),
        State::Lost => Some(('z', Style::Bad)),
        State::Leaving => Some(('·', Style::Dim)),
    }
}

fn sign_of(mark: Mark) -> (char, Style) {
    match mark {
        Mark::Born => ('●', Style::Plain),
        Mark::Did => ('├', Style::Dim),
        Mark::Signal => ('◆', Style::Plain),
        Mark::End => ('■', Style::Plain),
        Mark::Zombie => ('z', Style::Plain),
        Mark::Trouble => ('✗', Style::Bad),
        Mark::Stuck => ('⧗', Style::Bad),
    }
}

fn style_of(kind: RowKind) -> Style {
    match kind {
        RowKind::NeverWaited => Style::Bad,
        RowKind::Stuck | RowKind::Orphan | RowKind::Asks | RowKind::Kept | RowKind::Failure => Style::Bold,
        RowKind::Wait => Style::Dim,
        RowKind::Born
        | RowKind::Program
        | RowKind::Line
        | RowKind::Descriptor
        | RowKind::Socket
        | RowKind::Signal
        | RowKind::Handler
        | RowKind::Reap
        | RowKind::Lock
        | RowKind::Stop
        | RowKind::End
        | RowKind::Zombie
        | RowKind::Left(_) => Style::Plain,
    }
}
