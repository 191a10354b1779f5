//! `cargo xtask list`

use display::styled::{Row, Style, Styled, span};

/// How far someone is with an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Solved,
    /// Begun, but it does not pass, or was not checked since it was changed.
    Begun,
    /// The stub as it was delivered.
    Todo,
}

impl State {
    /// As in the bars of the greeting.
    pub fn sign(self) -> &'static str {
        match self {
            State::Solved => "✓",
            State::Begun => "✗",
            State::Todo => "·",
        }
    }

    pub(super) fn style(self) -> Style {
        match self {
            State::Solved => Style::Good,
            State::Begun => Style::Bad,
            State::Todo => Style::Dim,
        }
    }
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `fork_wait/fork_sum`
    pub id: String,
    pub title: String,
    pub state: State,
    /// None for demos.
    pub points: Option<u32>,
}

/// The rows, a blank line between topics.
pub fn list(entries: &[Entry]) -> Styled {
    let mut styled = Styled::new();
    let widest = entries.iter().map(|entry| entry.id.chars().count()).max().unwrap_or(0);
    for topic in entries.chunk_by(|one, next| topic(one) == topic(next)) {
        if !styled.is_empty() {
            styled.blank();
        }
        styled.rows(topic.iter().map(|entry| row(entry, widest)).collect());
    }
    styled
}

fn topic(entry: &Entry) -> &str {
    entry.id.split('/').next().unwrap_or(&entry.id)
}

fn row(entry: &Entry, widest: usize) -> Row {
    let mut gutter = Vec::new();
    if entry.points.is_some() {
        gutter.push(span(entry.state.style(), format!("{} ", entry.state.sign())));
    }
    gutter.push(span(Style::Bold, format!("{:<widest$}", entry.id)));
    if let Some(points) = entry.points {
        gutter.push(span(Style::Dim, format!("  {points:>3}")));
    }
    gutter.push(span(Style::Plain, "  "));
    Row { gutter, text: vec![span(Style::Plain, &entry.title)], focus: None, note: Vec::new() }
}
