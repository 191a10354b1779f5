//! Text with meaning instead of colours, before the width of the terminal is known.

use nanoserde::{DeBin, SerBin};

/// What a piece of text is, rather than how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Style {
    Plain,
    /// It is as it should be.
    Good,
    /// It is not.
    Bad,
    /// The part of a right line that the other lacks.
    GoodMark,
    /// The part of a wrong line that makes it wrong. Where there is no colour, carets stand under it.
    BadMark,
    /// Of less weight.
    Dim,
    Bold,
    /// To be typed. It is never broken.
    Command,
}

/// A piece of text in one style. It holds no control characters.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Span {
    pub style: Style,
    pub text: String,
}

/// A piece of text in this style.
pub fn span(style: Style, text: impl Into<String>) -> Span {
    Span { style, text: text.into() }
}

/// A text, line by line.
#[derive(Debug, Clone, PartialEq, Default, SerBin, DeBin)]
pub struct Styled {
    pub lines: Vec<Block>,
}

/// How a line takes a terminal that is too narrow for it.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub enum Block {
    Blank,
    /// Sentences: wrapped between words, every row indented by this many columns.
    Prose {
        indent: usize,
        spans: Vec<Span>,
    },
    /// Things that stay whole and stand side by side as they fit.
    Items {
        indent: usize,
        items: Vec<Vec<Span>>,
    },
    /// In columns of one width, as many as fit.
    Grid {
        indent: usize,
        cells: Vec<Vec<Span>>,
    },
    /// Evidence: each row is cut, never wrapped; notes stand in one column.
    Rows(Vec<Row>),
    /// Neither wrapped nor cut.
    Whole(Vec<Span>),
    /// A compiler's message. Of control sequences it holds only colours.
    Coloured(String),
}

/// A line of evidence.
#[derive(Debug, Clone, PartialEq, Default, SerBin, DeBin)]
pub struct Row {
    /// What stands before it and is never cut: `    - `.
    pub gutter: Vec<Span>,
    pub text: Vec<Span>,
    /// The column of `text` that must stay in sight.
    pub focus: Option<usize>,
    /// What stands behind it: `yours, line 3`.
    pub note: Vec<Span>,
}

impl Styled {
    pub fn new() -> Styled {
        Styled::default()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn push(&mut self, line: Block) {
        self.lines.push(line);
    }

    pub fn append(&mut self, other: Styled) {
        self.lines.extend(other.lines);
    }

    pub fn blank(&mut self) {
        self.push(Block::Blank);
    }

    /// A paragraph, indented as explanations are.
    pub fn prose(&mut self, spans: impl Into<Spans>) {
        self.push(Block::Prose { indent: 2, spans: spans.into().0 });
    }

    pub fn whole(&mut self, spans: impl Into<Spans>) {
        self.push(Block::Whole(spans.into().0));
    }

    /// Side by side, as they fit. Nothing if there are none.
    pub fn items(&mut self, items: Vec<Vec<Span>>) {
        if !items.is_empty() {
            self.push(Block::Items { indent: 2, items });
        }
    }

    pub fn rows(&mut self, rows: Vec<Row>) {
        self.push(Block::Rows(rows));
    }
}

/// One line's worth of spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spans(pub Vec<Span>);

impl From<Vec<Span>> for Spans {
    fn from(spans: Vec<Span>) -> Spans {
        Spans(spans)
    }
}

impl From<String> for Spans {
    fn from(text: String) -> Spans {
        Spans(vec![span(Style::Plain, text)])
    }
}

impl From<&str> for Spans {
    fn from(text: &str) -> Spans {
        Spans(vec![span(Style::Plain, text)])
    }
}
