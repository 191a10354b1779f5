//! What stands behind a directive: names, modes, ranges, signals, times.
use super::span::Span;
use super::{ParseError, Parsed};
use crate::nearest::did_you_mean;
use crate::pattern::{Pattern, is_name, parse_range};
use crate::session::SIGNALS;

/// The arguments of a directive, taken one by one. Quoted as the words of a command are.
pub(super) struct Args<'a> {
    words: std::vec::IntoIter<(Span<'a>, Vec<u8>)>,
    end: Span<'a>,
}

impl<'a> Args<'a> {
    pub fn new(rest: Span<'a>) -> Parsed<Args<'a>> {
        let words: Vec<_> = rest.words()?.into_iter().map(|word| (rest.of(&word), word.text)).collect();
        Ok(Args { words: words.into_iter(), end: rest.after(rest.text().len()) })
    }

    /// The next one, if there is one.
    pub fn optional(&mut self) -> Parsed<Option<(Span<'a>, String)>> {
        let Some((span, bytes)) = self.words.next() else { return Ok(None) };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some((span, text))),
            Err(_) => Err(span.expected("text (UTF-8)")),
        }
    }

    pub fn next(&mut self, what: &str) -> Parsed<(Span<'a>, String)> {
        self.optional()?.ok_or_else(|| self.end.expected(what))
    }

    /// The next one must be a name that a hole can have.
    pub fn name(&mut self, what: &str) -> Parsed<(Span<'a>, String)> {
        let (span, text) = self.next(what)?;
        if is_name(&text) { Ok((span, text)) } else { Err(span.expected(&format!("{what} (letters, digits and _)"))) }
    }

    /// The next one must be a path inside the working folder.
    pub fn path(&mut self, what: &str) -> Parsed<(Span<'a>, String)> {
        let (span, text) = self.next(what)?;
        let outside = text.starts_with('/') || text.split('/').any(|part| part == "..");
        match text.contains('\0') || text.is_empty() || outside {
            true => Err(span.expected(&format!("{what} inside the working folder"))),
            false => Ok((span, text)),
        }
    }

    /// An octal mode, if one more follows.
    pub fn mode(&mut self) -> Parsed<Option<u32>> {
        let Some((span, text)) = self.optional()? else { return Ok(None) };
        match u32::from_str_radix(&text, 8) {
            Ok(mode) if mode <= 0o7777 && !text.starts_with('+') => Ok(Some(mode)),
            _ => Err(span.expected("a mode in octal such as 644")),
        }
    }

    /// The next one must be a number from 1.
    pub fn number(&mut self, what: &str) -> Parsed<u32> {
        let (span, text) = self.next(what)?;
        match text.parse() {
            Ok(number @ 1..) if !text.starts_with('+') => Ok(number),
            _ => Err(span.expected(what)),
        }
    }

    /// Nothing may follow.
    pub fn end(mut self) -> Parsed<()> {
        match self.words.next() {
            Some((span, _)) => Err(span.expected("the end of the line")),
            None => Ok(()),
        }
    }
}

/// `A..B`, both ends included.
pub(super) fn range(span: Span<'_>) -> Parsed<(i64, i64)> {
    parse_range(span.text()).map_err(|message| span.error(&message))
}

pub(super) fn pattern(span: Span<'_>) -> Parsed<Pattern> {
    Pattern::parse(span.text()).map_err(|(at, message)| span.error_at(at, &message))
}

/// One of these words.
pub(super) fn known<const N: usize>(span: Span<'_>, text: &str, what: &str, words: [&str; N]) -> Parsed<()> {
    if words.contains(&text) {
        return Ok(());
    }
    Err(with_suggestion(span.expected(what), &did_you_mean(text, words)))
}

/// A signal by its name, without SIG.
pub(super) fn signal(span: Span<'_>, text: &str) -> Parsed<String> {
    if SIGNALS.contains(&text) {
        return Ok(text.to_string());
    }
    let upper = text.to_ascii_uppercase();
    let bare = upper.strip_prefix("SIG").unwrap_or(&upper);
    Err(with_suggestion(span.expected("a signal such as INT, without SIG"), &did_you_mean(bare, SIGNALS)))
}

fn with_suggestion(mut error: ParseError, suggestion: &str) -> ParseError {
    error.message.push_str(suggestion);
    error
}

/// `200ms` or `2s`, in milliseconds.
pub(super) fn milliseconds(span: Span<'_>) -> Parsed<u64> {
    let text = span.text();
    let (digits, unit) = match text.strip_suffix("ms") {
        Some(digits) => (digits, 1),
        None => (text.strip_suffix('s').unwrap_or_default(), 1000),
    };
    // A day is more than any case may take; the bound keeps the product in range.
    match digits.parse::<u64>() {
        Ok(count @ 1..=86_400_000) if !digits.starts_with('+') => Ok(count * unit),
        _ => Err(span.expected("a time such as 200ms or 2s")),
    }
}
