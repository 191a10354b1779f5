//! Expected lines: plain ones, repeated ones, free order.

use super::args::{self, Args};
use super::command::Last;
use super::source::{BlockItem, Directive, Item};
use super::span::Span;
use super::{Parsed, Parser};
use crate::pattern::{Pattern, is_name};
use crate::session::{Forbidden, Line, NamedStream, Node, Stream, TextLine};

/// More copies than this are a slip of the hand, and would fill the memory.
const MOST_COPIES: i64 = 10_000;

/// A line that `@for` and `@times` repeat, with what its holes become.
pub(super) struct Copies<'a> {
    pub text: Span<'a>,
    variable: Option<&'a str>,
    values: std::ops::RangeInclusive<i64>,
}

impl Copies<'_> {
    pub fn of(&self, pattern: &Pattern) -> Vec<Pattern> {
        let copy = |value: i64| match self.variable {
            Some(name) => pattern.with(name, value.to_string().as_bytes()),
            None => pattern.clone(),
        };
        self.values.clone().map(copy).collect()
    }
}

/// The line a program must print, without the marks that say where it belongs.
pub(super) fn line(span: Span<'_>) -> Parsed<(Stream, Pattern)> {
    match span.text() {
        "2>" => Ok((Stream::Stderr, Pattern::literal(""))),
        _ => match span.strip_prefix("2> ") {
            Some(rest) => Ok((Stream::Stderr, args::pattern(literally(rest))?)),
            None => Ok((Stream::Stdout, args::pattern(literally(span))?)),
        },
    }
}

/// A backslash at the start only keeps the rest from meaning something else.
pub(super) fn literally(span: Span<'_>) -> Span<'_> {
    span.strip_prefix("\\").unwrap_or(span)
}

impl<'a> Parser<'a> {
    pub(super) fn output_line(&mut self, span: Span<'a>) -> Parsed<()> {
        let skipped = match span.text() {
            "..." => Some(Stream::Stdout),
            "2> ..." => Some(Stream::Stderr),
            _ => None,
        };
        if let Some(stream) = skipped {
            return self.draft_for(span, "`...`")?.node(span, stream, Node::Skip { line: span.line });
        }
        self.draft_for(span, "a line of output")?;
        let (stream, pattern) = line(span)?;
        self.add_line(span, stream, pattern)
    }

    fn add_line(&mut self, span: Span<'a>, stream: Stream, pattern: Pattern) -> Parsed<()> {
        self.names.see(span.line, &pattern);
        let line = Line { line: span.line, pattern, newline: true };
        self.draft_for(span, "a line of output")?.node(span, stream, Node::Line(line))
    }

    pub(super) fn repeated_lines(&mut self, d: Directive<'a>) -> Parsed<()> {
        self.draft_for(d.whole, "a line of output")?;
        let copies = self.copies(d)?;
        let (stream, pattern) = line(copies.text)?;
        copies.of(&pattern).into_iter().try_for_each(|pattern| self.add_line(d.whole, stream, pattern))
    }

    /// `@for NAME in A..B: LINE` or `@times N: LINE`.
    pub(super) fn copies(&self, d: Directive<'a>) -> Parsed<Copies<'a>> {
        let (head, text) = d.rest.split_once(":").ok_or_else(|| {
            d.rest.expected(if d.name.text() == "for" { "NAME in A..B: LINE" } else { "N: LINE" })
        })?;
        let text = text.strip_prefix(" ").unwrap_or(text);
        if text.is_empty() {
            return Err(text.expected("a line after the colon (an empty one is written \\)"));
        }
        if text.text().starts_with('@') || text.text() == "..." || text.text() == "2> ..." {
            return Err(text.expected("a line after the colon"));
        }
        let head = head.trim();
        if d.name.text() == "times" {
            let count = head.text().parse().ok().filter(|count| (1..=MOST_COPIES).contains(count));
            let count = count.ok_or_else(|| head.expected(&format!("a number from 1 to {MOST_COPIES}")))?;
            return Ok(Copies { text, variable: None, values: 1..=count });
        }
        let (name, range) = head.split_once(" in ").ok_or_else(|| head.expected("NAME in A..B before the colon"))?;
        let (name, range) = (name.trim(), range.trim());
        if !is_name(name.text()) {
            return Err(name.expected("a name (letters, digits and _)"));
        }
        if self.names.is_bound(name.text()) {
            return Err(name.expected("a new name"));
        }
        let (least, most) = args::range(range)?;
        if most.checked_sub(least).is_none_or(|copies| copies >= MOST_COPIES) {
            return Err(range.expected(&format!("at most {MOST_COPIES} numbers")));
        }
        Ok(Copies { text, variable: Some(name.text()), values: least..=most })
    }

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
    pub(super) fn text_item(&self, opening: Directive<'a>, item: BlockItem<'a>, lines: &mut Vec<TextLine>) -> Parsed<()> {
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
                let last = lines.last_mut().ok_or_else(|| d.whole.error("expected a line above @no-newline, found none"))?;
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

    pub(super) fn no_newline(&mut self, d: Directive<'a>) -> Parsed<()> {
        d.alone()?;
        let draft = self.draft_for(d.whole, "@no-newline")?;
        let above = match draft.last {
            Some(Last::Line(stream)) => draft.nodes(stream).last_mut(),
            Some(Last::Skip(_) | Last::Block) | None => None,
        };
        match above {
            Some(Node::Line(line)) => line.newline = false,
            _ => return Err(d.whole.error("expected a line directly above @no-newline, found none")),
        }
        Ok(())
    }

    pub(super) fn not(&mut self, d: Directive<'a>) -> Parsed<()> {
        let draft = self.draft_for(d.whole, "@not")?;
        if d.rest.is_empty() || matches!(d.rest.text(), "..." | "2> ...") {
            return Err(d.rest.expected("a line after @not (any line at all is written {..})"));
        }
        let (stream, pattern) = line(d.rest)?;
        draft.command.forbidden.push(Forbidden { line: d.whole.line, stream, pattern });
        Ok(())
    }

    pub(super) fn within(&mut self, d: Directive<'a>) -> Parsed<()> {
        let mut args = Args::new(d.rest)?;
        let (span, _) = args.next("a time such as 200ms or 2s")?;
        let time = args::duration(span)?;
        args.end()?;
        let draft = self.draft_for(d.whole, "@within")?;
        if draft.last.is_some() || draft.phase().within.is_some() {
            return Err(d.whole.error("expected one @within, directly below the `$` or the step from which it counts"));
        }
        draft.phase().within = Some(time);
        Ok(())
    }
}

pub(super) fn no_end(opening: Directive<'_>) -> super::ParseError {
    let (name, line) = (opening.name.text(), opening.whole.line);
    opening.whole.error(&format!("expected @end for the @{name} of line {line}, found the end"))
}

pub(super) fn not_in_block(opening: Directive<'_>, span: Span<'_>) -> super::ParseError {
    let (name, line) = (opening.name.text(), opening.whole.line);
    span.expected(&format!("a line or @end for the @{name} of line {line}"))
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
