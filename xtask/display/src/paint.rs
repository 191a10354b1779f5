//! Styled text to the bytes of a terminal, with colours or without.

use std::io::IsTerminal;
use std::os::fd::AsFd;

use super::layout::{Laid, columns, lay_out};
use super::styled::{Block, Style, Styled};
use super::terminal;

pub use super::terminal::ColorChoice;

/// Paints for one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Painter {
    pub ink: Ink,
    /// Columns.
    pub width: usize,
}

/// With or without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Colour,
    Plain,
}

impl Painter {
    /// As `--color`, the environment and the stream want it.
    pub fn from_env(choice: ColorChoice, stream: &(impl IsTerminal + AsFd)) -> Painter {
        let variable = |name: &str| std::env::var_os(name);
        let wanted = terminal::wants_colour(choice, stream.is_terminal(), variable);
        Painter { ink: if wanted { Ink::Colour } else { Ink::Plain }, width: terminal::columns(stream, variable) }
    }

    /// Without colour, for a file or a test.
    pub fn plain(width: usize) -> Painter {
        Painter { ink: Ink::Plain, width }
    }

    /// The text, each line with its newline.
    pub fn paint(&self, styled: &Styled) -> String {
        let mut out = String::new();
        for line in &styled.lines {
            self.paint_line(line, &mut out);
        }
        out
    }

    fn paint_line(&self, line: &Block, out: &mut String) {
        if let Block::Coloured(text) = line {
            match self.ink {
                Ink::Colour => out.push_str(text),
                Ink::Plain => out.push_str(&case::colours::without_colour(text)),
            }
            if !text.ends_with('\n') {
                out.push('\n');
            }
            return;
        }
        for row in lay_out(line, self.width) {
            match self.ink {
                Ink::Colour => paint_coloured(&row, out),
                Ink::Plain => paint_plain(&row, out),
            }
        }
    }
}

fn paint_coloured(row: &Laid, out: &mut String) {
    let until = row.iter().rposition(|one| !one.text.trim_end().is_empty()).map_or(0, |last| last + 1);
    for one in row[..until].iter().filter(|one| !one.text.is_empty()) {
        match codes(one.style) {
            None => out.push_str(&one.text),
            Some(codes) => {
                out.push_str("\x1b[");
                out.push_str(codes);
                out.push('m');
                out.push_str(&one.text);
                out.push_str("\x1b[0m");
            }
        }
    }
    out.push('\n');
}

/// The parameters of Select Graphic Rendition.
fn codes(style: Style) -> Option<&'static str> {
    match style {
        Style::Plain => None,
        Style::Good => Some("32"),
        Style::Bad => Some("31"),
        Style::GoodMark => Some("1;4;32"),
        Style::BadMark => Some("1;4;31"),
        Style::Dim => Some("2"),
        Style::Bold => Some("1"),
        Style::Command => Some("36"),
    }
}

fn paint_plain(row: &Laid, out: &mut String) {
    let text: String = row.iter().map(|one| one.text.as_str()).collect();
    out.push_str(text.trim_end());
    out.push('\n');
    let carets: String = row.iter().flat_map(|one| one.text.chars().map(|letter| under(letter, one.style))).collect();
    if carets.contains('^') {
        out.push_str(carets.trim_end());
        out.push('\n');
    }
}

/// What stands under a letter: nothing, or as many carets as it is wide.
fn under(letter: char, style: Style) -> &'static str {
    match (style == Style::BadMark, columns(letter)) {
        (_, 0) => "",
        (true, 1) => "^",
        (true, _) => "^^",
        (false, 1) => " ",
        (false, _) => "  ",
    }
}

#[cfg(test)]
mod tests {
    use super::{Ink, Painter};
    use crate::styled::{Style, Styled, span};

    fn sample() -> Styled {
        let mut styled = Styled::new();
        let spans = vec![span(Style::Plain, "total "), span(Style::BadMark, "41"), span(Style::Bad, " sheep  ")];
        styled.whole(spans);
        styled.blank();
        styled
    }

    #[test]
    fn plain_ink_has_carets_and_neither_escapes_nor_blanks_at_the_end() {
        assert_eq!(Painter::plain(80).paint(&sample()), "total 41 sheep\n      ^^\n\n");
    }

    #[test]
    fn colour_says_the_same_in_one_row() {
        let painter = Painter { ink: Ink::Colour, width: 80 };
        assert_eq!(painter.paint(&sample()), "total \x1b[1;4;31m41\x1b[0m\x1b[31m sheep  \x1b[0m\n\n");
    }
}
