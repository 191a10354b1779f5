//! `@unordered` and `@interleave`.

use super::blocks::{no_end, not_in_block};
use super::output::line;
use super::source::{Directive, Item};
use super::span::Span;
use super::{Parsed, Parser};
use crate::pattern::Pattern;
use crate::session::{Line, NamedStream, Node, Stream};

impl<'a> Parser<'a> {
    pub(super) fn unordered(&mut self, d: Directive<'a>) -> Parsed<()> {
        d.alone()?;
        self.draft_for(d.whole, "@unordered")?;
        let node = self.unordered_node(d)?;
        self.draft_for(d.whole, "@unordered")?.node(d.whole, Stream::Stdout, node)
    }

    pub(super) fn unordered_node(&mut self, d: Directive<'a>) -> Parsed<Node> {
        let mut lines = Vec::new();
        while let Some(item) = self.in_block(d)? {
            lines.extend(self.block_lines(d, item)?);
        }
        if lines.is_empty() {
            return Err(d.whole.error("expected lines between @unordered and @end, found none"));
        }
        Ok(Node::Unordered { line: d.whole.line, lines })
    }

    pub(super) fn interleave(&mut self, d: Directive<'a>) -> Parsed<()> {
        d.alone()?;
        self.draft_for(d.whole, "@interleave")?;
        let node = self.interleave_node(d)?;
        self.draft_for(d.whole, "@interleave")?.node(d.whole, Stream::Stdout, node)
    }

    pub(super) fn interleave_node(&mut self, d: Directive<'a>) -> Parsed<Node> {
        let mut streams: Vec<NamedStream> = Vec::new();
        let mut opened = d.whole;
        while let Some(item) = self.in_block(d)? {
            if let Item::Directive(stream) = item
                && stream.name.text() == "stream"
            {
                not_empty(opened, streams.last())?;
                opened = stream.whole;
                streams.push(NamedStream { name: stream_name(stream, &streams)?, lines: Vec::new() });
                continue;
            }
            let lines = self.block_lines(d, item)?;
            match streams.last_mut() {
                Some(stream) => stream.lines.extend(lines),
                None => return Err(whole(item).expected("@stream NAME above the lines of an @interleave")),
            }
        }
        not_empty(opened, streams.last())?;
        if streams.is_empty() {
            return Err(d.whole.error("expected @stream NAME below @interleave, found @end"));
        }
        Ok(Node::Interleave { line: d.whole.line, streams })
    }

    /// The next item of a block of lines; None at its `@end`.
    fn in_block(&mut self, opening: Directive<'a>) -> Parsed<Option<Item<'a>>> {
        match self.source.next() {
            Some(Item::Directive(d)) if d.name.text() == "end" => d.alone().map(|()| None),
            Some(item) => Ok(Some(item)),
            None => Err(no_end(opening)),
        }
    }

    /// The lines of one item of a block in free order.
    fn block_lines(&mut self, opening: Directive<'a>, item: Item<'a>) -> Parsed<Vec<Line>> {
        let (span, patterns) = match item {
            Item::Output(span) if matches!(span.text(), "..." | "2> ...") => return Err(not_in_block(opening, span)),
            Item::Output(span) => (span, vec![stdout_line(opening, span)?]),
            Item::Directive(d) if matches!(d.name.text(), "for" | "times") => {
                let copies = self.copies(d)?;
                (d.whole, copies.of(&stdout_line(opening, copies.text)?))
            }
            Item::Directive(d) => return Err(not_in_block(opening, d.whole)),
            Item::Command(_) => return Err(not_in_block(opening, whole(item))),
        };
        let line = |pattern| {
            self.names.see(span.line, &pattern);
            Line { line: span.line, pattern, newline: true }
        };
        Ok(patterns.into_iter().map(line).collect())
    }
}

fn stdout_line(opening: Directive<'_>, span: Span<'_>) -> Parsed<Pattern> {
    match line(span)? {
        (Stream::Stdout, pattern) => Ok(pattern),
        (Stream::Stderr, _) => Err(not_in_block(opening, span)),
    }
}

fn stream_name(d: Directive<'_>, before: &[NamedStream]) -> Parsed<String> {
    let name = d.rest.trim();
    if name.is_empty() {
        return Err(name.expected("the name of the stream"));
    }
    if before.iter().any(|stream| stream.name == name.text()) {
        return Err(name.expected("a stream of another name"));
    }
    Ok(name.text().to_string())
}

fn not_empty(opened: Span<'_>, stream: Option<&NamedStream>) -> Parsed<()> {
    match stream {
        Some(stream) if stream.lines.is_empty() => {
            Err(opened.error(&format!("expected lines below @stream {}, found none", stream.name)))
        }
        _ => Ok(()),
    }
}

fn whole(item: Item<'_>) -> Span<'_> {
    match item {
        Item::Directive(d) => d.whole,
        Item::Output(span) | Item::Command(span) => span.line_of(),
    }
}
