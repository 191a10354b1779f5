//! How a command ends, and what is judged when it has ended.

use super::args::{self, Args};
use super::blocks::{no_end, not_in_block};
use super::output::literally;
use super::source::{BlockItem, Directive};
use super::span::Span;
use super::{Parsed, Parser};
use crate::pattern::{Pattern, is_name};
use crate::session::{Exit, FileAfter, Line, Located, Node};

impl<'a> Parser<'a> {
    /// `@exit 2`, `@exit 1..255`, `@exit {code}`
    pub(super) fn exit(&mut self, d: Directive<'a>) -> Parsed<()> {
        let code = exit_code(d.rest.trim())?;
        self.names.see(d.whole.line, &code);
        self.ends(d, Exit::Code(code))
    }

    /// `@died TERM`
    pub(super) fn died(&mut self, d: Directive<'a>) -> Parsed<()> {
        let span = d.rest.trim();
        let signal = args::signal(span, span.text())?;
        self.ends(d, Exit::Died(signal))
    }

    fn ends(&mut self, d: Directive<'a>, exit: Exit) -> Parsed<()> {
        let name = d.name.text();
        let draft = self.draft_for(d.whole, &format!("@{name}"))?;
        draft.not_as_solution(d.whole, &format!("@{name}"))?;
        if let Some(other) = draft.exit.replace(d.whole) {
            let message = format!("expected one @exit or @died for a command, found another after line {}", other.line);
            return Err(d.whole.error(&message));
        }
        draft.command.exit = Located { line: d.whole.line, what: exit };
        Ok(())
    }

    /// `@leaves zombies`, `@leaves orphans`
    pub(super) fn leaves(&mut self, d: Directive<'a>) -> Parsed<()> {
        let span = d.rest.trim();
        let leaves = &mut self.draft_for(d.whole, "@leaves")?.command.leaves;
        match span.text() {
            "zombies" => leaves.zombies = true,
            "orphans" => leaves.orphans = true,
            _ => return Err(span.expected("zombies or orphans")),
        }
        Ok(())
    }

    /// `@absent NAME`
    pub(super) fn absent(&mut self, d: Directive<'a>) -> Parsed<()> {
        let mut args = Args::new(d.rest)?;
        let (span, name) = args.path("the name of a file")?;
        args.end()?;
        self.file_after(d, span, FileAfter::Absent { name })
    }

    /// `@wrote NAME` .. `@end`, or without a block under `@as solution`
    pub(super) fn wrote(&mut self, d: Directive<'a>) -> Parsed<()> {
        let mut args = Args::new(d.rest)?;
        let (span, name) = args.path("the name of a file")?;
        args.end()?;
        let as_solution = self.draft_for(d.whole, "@wrote")?.as_solution.is_some();
        if as_solution && !self.source.has_block() {
            return self.file_after(d, span, FileAfter::AsSolution { name });
        }
        // Names that are first met in a file mean nothing outside it.
        let outside = self.names.clone();
        let nodes = self.file_nodes(d)?;
        self.names = outside;
        self.file_after(d, span, FileAfter::Holds { name, nodes })
    }

    fn file_after(&mut self, d: Directive<'a>, span: Span<'a>, file: FileAfter) -> Parsed<()> {
        let draft = self.draft_for(d.whole, &format!("@{}", d.name.text()))?;
        let twin = draft.command.files.iter().find(|other| file_name(&other.what) == file_name(&file));
        if let Some(twin) = twin {
            return Err(span.error(&format!(
                "expected another file, found `{}`, which line {} is about",
                file_name(&file),
                twin.line
            )));
        }
        draft.command.files.push(Located { line: d.whole.line, what: file });
        Ok(())
    }

    /// The expected lines of a file. `# `, `$ ` and `2> ` mean nothing here.
    fn file_nodes(&mut self, opening: Directive<'a>) -> Parsed<Vec<Node>> {
        let mut nodes: Vec<Node> = Vec::new();
        while let Some(item) = self.source.next_in_block() {
            let (span, new) = match item {
                BlockItem::Text(span) if span.text() == "..." => (span, vec![Node::Skip { line: span.line }]),
                BlockItem::Text(span) => (span, vec![file_line(span, args::pattern(literally(span))?)]),
                BlockItem::Directive(d) => match d.name.text() {
                    "end" => return d.alone().map(|()| nodes),
                    "for" | "times" => {
                        let copies = self.copies(d)?;
                        let texts = copies.of(&args::pattern(literally(copies.text))?);
                        (d.whole, texts.into_iter().map(|text| file_line(d.whole, text)).collect())
                    }
                    "unordered" => (d.whole, vec![d.alone().and_then(|()| self.unordered_node(d))?]),
                    "interleave" => (d.whole, vec![d.alone().and_then(|()| self.interleave_node(d))?]),
                    "no-newline" => {
                        d.alone()?;
                        let Some(Node::Line(line)) = nodes.last_mut() else {
                            return Err(d.whole.error("expected a line directly above @no-newline, found none"));
                        };
                        line.newline = false;
                        continue;
                    }
                    _ => return Err(not_in_block(opening, d.whole)),
                },
            };
            if let Some(Node::Line(Line { newline: false, .. })) = nodes.last() {
                return Err(span.expected("@end after @no-newline"));
            }
            nodes.extend(new);
        }
        Err(no_end(opening))
    }

    /// `@as solution`
    pub(super) fn as_solution(&mut self, d: Directive<'a>) -> Parsed<()> {
        let span = d.rest.trim();
        if span.text() != "solution" {
            return Err(span.expected("solution after @as"));
        }
        let draft = self.draft_for(d.whole, "@as solution")?;
        let found = match draft.command.phases.as_slice() {
            [only] if only.stdout.is_empty() => draft.exit.map(|exit| ("@exit or @died", exit.line)),
            [only] => Some(("lines of output", only.stdout.first().map_or(0, node_line))),
            phases => Some(("a step", phases[0].step.as_ref().map_or(0, |step| step.line))),
        };
        match found {
            Some((what, line)) => Err(d
                .whole
                .error(&format!("expected @as solution instead of {what}, found it together with line {line}"))),
            None => {
                draft.as_solution = Some(d.whole);
                draft.command.as_solution = true;
                Ok(())
            }
        }
    }

    /// `@check NAME`
    pub(super) fn check(&mut self, d: Directive<'a>) -> Parsed<()> {
        let span = d.rest.trim();
        if !is_name(span.text()) {
            return Err(span.expected("the name of a function in check.rs"));
        }
        let draft = self.draft_for(d.whole, "@check")?;
        draft.command.checks.push(Located { line: d.whole.line, what: span.text().to_string() });
        Ok(())
    }
}

fn exit_code(span: Span<'_>) -> Parsed<Pattern> {
    let text = span.text();
    let code = |text: &str| text.parse::<u8>().is_ok_and(|code| code.to_string() == text);
    if code(text) {
        return Ok(Pattern::literal(text));
    }
    if text.split_once("..").is_some_and(|(least, most)| code(least) && code(most)) {
        args::range(span)?;
        return Pattern::parse(&format!("{{:{text}}}")).map_err(|(_, message)| span.error(&message));
    }
    let pattern = args::pattern(span)?;
    match pattern.is_one_hole() {
        true => Ok(pattern),
        false => Err(span.expected("an exit code from 0 to 255, a range 1..255 or a hole {code}")),
    }
}

fn file_line(span: Span<'_>, pattern: Pattern) -> Node {
    Node::Line(Line { line: span.line, pattern, newline: true })
}

fn file_name(file: &FileAfter) -> &str {
    match file {
        FileAfter::Holds { name, .. } | FileAfter::Absent { name } | FileAfter::AsSolution { name } => name,
    }
}

fn node_line(node: &Node) -> u32 {
    match node {
        Node::Line(Line { line, .. })
        | Node::Skip { line }
        | Node::Unordered { line, .. }
        | Node::Interleave { line, .. } => *line,
    }
}
