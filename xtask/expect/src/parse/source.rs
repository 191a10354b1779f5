//! The lines of a case, told apart by how they begin.

use super::Parsed;
use super::span::Span;

/// A line that means something.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'a> {
    /// What stands after `$ `.
    Command(Span<'a>),
    Directive(Directive<'a>),
    /// The whole line, also of standard error.
    Output(Span<'a>),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Directive<'a> {
    /// The whole line.
    pub whole: Span<'a>,
    /// Between `@` and the first blank.
    pub name: Span<'a>,
    /// After that blank.
    pub rest: Span<'a>,
}

impl<'a> Directive<'a> {
    pub fn read(line: Span<'a>) -> Option<Directive<'a>> {
        let (name, rest) = line.strip_prefix("@")?.first_word();
        Some(Directive { whole: line, name, rest })
    }

    /// The rest must be empty.
    pub fn alone(&self) -> Parsed<()> {
        let rest = self.rest.trim();
        if rest.is_empty() { Ok(()) } else { Err(rest.expected(&format!("nothing after @{}", self.name.text()))) }
    }
}

/// A line of a block that holds text, where `# ` and `$ ` mean nothing.
#[derive(Debug, Clone, Copy)]
pub(super) enum BlockItem<'a> {
    Directive(Directive<'a>),
    Text(Span<'a>),
}

#[derive(Default)]
pub(super) struct Source<'a> {
    lines: Vec<&'a str>,
    next: usize,
    /// The first line from `next` on that is not blank, as far as it has been looked for.
    content: usize,
}

impl<'a> Source<'a> {
    pub fn new(text: &'a str) -> Parsed<Source<'a>> {
        let mut lines: Vec<&str> = text.split('\n').collect();
        // What follows the last newline is no line.
        if lines.last() == Some(&"") {
            lines.pop();
        }
        let source = Source { lines, next: 0, content: 0 };
        for index in 0..source.lines.len() {
            let span = source.span(index);
            if let Some(text) = span.text().strip_suffix('\r') {
                return Err(span.error_at(
                    text.len(),
                    "expected LF at the end of the line, found CR LF; a CR in the output is written {:/\\r/}",
                ));
            }
        }
        Ok(source)
    }

    fn span(&self, index: usize) -> Span<'a> {
        Span::whole(self.lines[index], u32::try_from(index + 1).unwrap_or(u32::MAX))
    }

    /// The place after the last line.
    pub fn end(&self) -> Span<'a> {
        Span::whole("", u32::try_from(self.lines.len() + 1).unwrap_or(u32::MAX))
    }

    /// The next line that is no comment and no layout.
    pub fn next(&mut self) -> Option<Item<'a>> {
        loop {
            let span = self.next_line(|line| is_command(line) || is_comment(line) || line.starts_with('@'))?;
            if is_comment(span.text()) {
                continue;
            }
            if is_command(span.text()) {
                return Some(Item::Command(span.after(1)));
            }
            return Some(Directive::read(span).map_or(Item::Output(span), Item::Directive));
        }
    }

    /// The next line of a block of text.
    pub fn next_in_block(&mut self) -> Option<BlockItem<'a>> {
        let span = self.next_line(|line| line.starts_with('@'))?;
        Some(Directive::read(span).map_or(BlockItem::Text(span), BlockItem::Directive))
    }

    /// The next line; blank lines before one that means something, or before the end, are layout.
    fn next_line(&mut self, means_something: fn(&str) -> bool) -> Option<Span<'a>> {
        if self.content < self.next || self.next == 0 {
            self.content = self.next + self.lines[self.next..].iter().take_while(|line| line.is_empty()).count();
        }
        if means_something(self.lines.get(self.content)?) {
            self.next = self.content;
        }
        self.next += 1;
        Some(self.span(self.next - 1))
    }

    /// Does `@end` follow, before a `$` or a directive that cannot stand in a block?
    pub fn has_block(&self) -> bool {
        let directive = self.lines[self.next..].iter().map(|line| line.trim_end()).find(|line| {
            is_command(line)
                || line.starts_with('@') && !IN_BLOCKS.contains(&line.split(' ').next().unwrap_or_default())
        });
        directive == Some("@end")
    }
}

const IN_BLOCKS: [&str; 6] = ["@for", "@times", "@no-newline", "@unordered", "@interleave", "@stream"];

fn is_command(line: &str) -> bool {
    line == "$" || line.starts_with("$ ")
}

fn is_comment(line: &str) -> bool {
    line == "#" || line.starts_with("# ")
}
