//! Expected lines: plain ones, repeated ones, those that may not come.

use super::args::{self, Args};
use super::command::Last;
use super::source::Directive;
use super::span::Span;
use super::{Parsed, Parser};
use crate::pattern::{Pattern, is_name};
use crate::session::{Forbidden, Line, Node, Stream};

/// More copies than this are a slip of the hand, and would fill the memory.
const MOST_COPIES: i64 = 10_000;

/// What all `@for` and `@times` of a case may write, in bytes. More than any program may print by itself; a
/// case is read again for each run.
pub(super) const MOST_COPIED_BYTES: u64 = 4 << 20;

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
    pub(super) fn copies(&mut self, d: Directive<'a>) -> Parsed<Copies<'a>> {
        let copies = self.copies_alone(d)?;
        let count = copies.values.end().abs_diff(*copies.values.start()) + 1;
        self.copied_bytes += count * (copies.text.text().len() as u64 + 1);
        if self.copied_bytes > MOST_COPIED_BYTES {
            let limit = MOST_COPIED_BYTES >> 20;
            return Err(d
                .whole
                .error(&format!("expected at most {limit} MiB from all @for and @times of a case, found more")));
        }
        Ok(copies)
    }

    fn copies_alone(&self, d: Directive<'a>) -> Parsed<Copies<'a>> {
        let (head, text) = d
            .rest
            .split_once(":")
            .ok_or_else(|| d.rest.expected(if d.name.text() == "for" { "NAME in A..B: LINE" } else { "N: LINE" }))?;
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
        let within_ms = args::milliseconds(span)?;
        args.end()?;
        let draft = self.draft_for(d.whole, "@within")?;
        if draft.last.is_some() || draft.phase().within_ms.is_some() {
            return Err(d.whole.error("expected one @within, directly below the `$` or the step from which it counts"));
        }
        draft.phase().within_ms = Some(within_ms);
        Ok(())
    }
}
