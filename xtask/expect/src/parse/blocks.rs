//! Blocks of text up to `@end`, in which only `@` and a backslash mean something.

use super::args;
use super::output::literally;
use super::source::{BlockItem, Directive};
use super::span::Span;
use super::{ParseError, Parsed, Parser};
use crate::session::TextLine;

impl<'a> Parser<'a> {
    /// A block of text: all its lines up to `@end`, their holes filled from bound names.
    pub(super) fn text_block(&mut self, opening: Directive<'a>) -> Parsed<Vec<TextLine>> {
        let mut lines = Vec::new();
        loop {
            match self.source.next_in_block() {
                Some(BlockItem::Directive(d)) if d.name.text() == "end" => return d.alone().map(|()| lines),
                Some(item) => self.text_item(opening, item, &mut lines)?,
                None => return Err(no_end(opening)),
            }
        }
    }

    /// One item of a block of text.
    pub(super) fn text_item(
        &mut self,
        opening: Directive<'a>,
        item: BlockItem<'a>,
        lines: &mut Vec<TextLine>,
    ) -> Parsed<()> {
        let (span, texts) = match item {
            BlockItem::Text(span) => (span, vec![self.names.text(literally(span))?]),
            BlockItem::Directive(d) if matches!(d.name.text(), "for" | "times") => {
                let copies = self.copies(d)?;
                let text = literally(copies.text);
                let texts = copies.of(&args::pattern(text)?);
                let place = |at: usize, message: &str| text.error_at(at, message);
                texts.iter().try_for_each(|one| self.names.check(one, text.text().as_bytes(), place))?;
                (d.whole, texts)
            }
            BlockItem::Directive(d) if d.name.text() == "no-newline" => {
                d.alone()?;
                let last =
                    lines.last_mut().ok_or_else(|| d.whole.error("expected a line above @no-newline, found none"))?;
                last.newline = false;
                return Ok(());
            }
            BlockItem::Directive(d) => return Err(not_in_block(opening, d.whole)),
        };
        if lines.last().is_some_and(|last| !last.newline) {
            return Err(span.expected("@end after @no-newline"));
        }
        lines.extend(texts.into_iter().map(|text| TextLine { text, newline: true }));
        Ok(())
    }
}

pub(super) fn no_end(opening: Directive<'_>) -> ParseError {
    let (name, line) = (opening.name.text(), opening.whole.line);
    opening.whole.error(&format!("expected @end for the @{name} of line {line}, found the end"))
}

pub(super) fn not_in_block(opening: Directive<'_>, span: Span<'_>) -> ParseError {
    let (name, line) = (opening.name.text(), opening.whole.line);
    span.expected(&format!("a line or @end for the @{name} of line {line}"))
}
