//! A piece of a line that knows where it stands.

use super::{ParseError, Parsed};
use crate::visible::visible;
use crate::words::{self, Word};

#[derive(Debug, Clone, Copy)]
pub(super) struct Span<'a> {
    raw: &'a str,
    pub line: u32,
    start: usize,
    end: usize,
}

impl<'a> Span<'a> {
    pub fn whole(raw: &'a str, line: u32) -> Span<'a> {
        Span { raw, line, start: 0, end: raw.len() }
    }

    /// The line it is a piece of.
    pub fn line_of(self) -> Span<'a> {
        Span::whole(self.raw, self.line)
    }

    pub fn text(self) -> &'a str {
        &self.raw[self.start..self.end]
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Without its first bytes.
    pub fn after(self, bytes: usize) -> Span<'a> {
        Span { start: self.start + bytes, ..self }
    }

    /// Only its first bytes.
    pub fn before(self, bytes: usize) -> Span<'a> {
        Span { end: self.start + bytes, ..self }
    }

    pub fn strip_prefix(self, prefix: &str) -> Option<Span<'a>> {
        self.text().starts_with(prefix).then(|| self.after(prefix.len()))
    }

    pub fn trim(self) -> Span<'a> {
        let text = self.text();
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len().max(start);
        self.before(end).after(start)
    }

    /// What stands before and after the first of these texts.
    pub fn split_once(self, separator: &str) -> Option<(Span<'a>, Span<'a>)> {
        let at = self.text().find(separator)?;
        Some((self.before(at), self.after(at + separator.len())))
    }

    /// The first word and what follows it after one blank.
    pub fn first_word(self) -> (Span<'a>, Span<'a>) {
        self.split_once(" ").unwrap_or((self, self.after(self.text().len())))
    }

    pub fn words(self) -> Parsed<Vec<Word>> {
        words::split(self.text()).map_err(|(at, message)| self.error_at(at, &message))
    }

    /// The piece that this word was split from.
    pub fn of(self, word: &Word) -> Span<'a> {
        let mut len = word.columns.last().map_or(1, |last| last + 1 - word.column);
        while !self.text().is_char_boundary(word.column + len) {
            len += 1;
        }
        self.after(word.column).before(len)
    }

    pub fn error(self, message: &str) -> ParseError {
        self.error_at(0, message)
    }

    /// `at`: in bytes from the start of this piece. What the message quotes of the case may hold anything.
    pub fn error_at(self, at: usize, message: &str) -> ParseError {
        let message = visible(message.as_bytes());
        let before = self.raw.char_indices().take_while(|(index, _)| *index < self.start + at).count();
        ParseError { line: self.line, column: u32::try_from(before + 1).unwrap_or(u32::MAX), message }
    }

    pub fn expected(self, what: &str) -> ParseError {
        self.error(&format!("expected {what}, found {}", self.found()))
    }

    /// The text for a message, shortened.
    fn found(self) -> String {
        const LONGEST: usize = 40;
        let text = visible(self.text().as_bytes());
        match text.char_indices().nth(LONGEST) {
            _ if text.is_empty() => "the end of the line".into(),
            Some((cut, _)) => format!("`{}..`", &text[..cut]),
            None => format!("`{text}`"),
        }
    }
}
