//! Text to `Session`.
//!
//! ```text
//! span      a piece of a line that knows where it stands      args        names, modes, ranges, signals
//! source    the lines, blank ones sorted out                  names       which names are bound by now
//! command   the command that is being read                    output      expected lines, @for and @times
//! setup     above the `$`                                     free_order  @unordered, @interleave
//! serve     the routes of the small HTTP server               steps       what acts on the program
//! blocks    text up to its @end                               end         how it ends, what is judged then
//! did       what must have happened besides
//! ```

mod args;
mod blocks;
mod command;
pub mod did;
mod end;
mod free_order;
mod names;
mod output;
mod serve;
mod setup;
mod source;
mod span;
mod steps;

use std::fmt;

use crate::nearest::nearest;
use crate::session::Session;
use command::{Draft, Pending};
use names::Names;
use source::{Directive, Item, Source};
use span::Span;

/// What is wrong with a case, and where. Lines and columns from 1; columns count characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    pub line: u32,
    pub column: u32,
    /// "expected .., found ..": a lowercase fragment without full stop.
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for ParseError {}

type Parsed<T> = Result<T, ParseError>;

/// Reads a case.
pub fn parse(text: &str) -> Result<Session, ParseError> {
    let mut parser = Parser { source: Source::new(text)?, ..Parser::default() };
    while let Some(item) = parser.source.next() {
        parser.item(item)?;
    }
    parser.finish()
}

#[derive(Default)]
struct Parser<'a> {
    source: Source<'a>,
    names: Names,
    /// Names that `@listen` has bound, and those of connections.
    listeners: Vec<String>,
    connections: Vec<String>,
    /// What stands above the next `$`.
    pending: Option<Pending<'a>>,
    /// The command whose lines are being read.
    draft: Option<Draft<'a>>,
    /// The line of the step that is done at every moment.
    every_moment: Option<u32>,
    /// What `@for` and `@times` have written so far.
    copied_bytes: u64,
    session: Session,
}

impl<'a> Parser<'a> {
    fn item(&mut self, item: Item<'a>) -> Parsed<()> {
        match item {
            Item::Command(span) => self.command(span),
            Item::Directive(directive) => self.directive(directive),
            Item::Output(span) => self.output_line(span),
        }
    }

    /// One arm a directive, in the order of the reference.
    fn directive(&mut self, d: Directive<'a>) -> Parsed<()> {
        match d.name.text() {
            "for" | "times" => self.repeated_lines(d),
            "unordered" => self.unordered(d),
            "interleave" => self.interleave(d),
            "no-newline" => self.no_newline(d),
            "not" => self.not(d),
            "exit" => self.exit(d),
            "died" => self.died(d),
            "leaves" => self.leaves(d),
            "did" => self.did(d),
            "allows" => self.allows(d),
            "wrote" => self.wrote(d),
            "absent" => self.absent(d),
            "as" => self.as_solution(d),
            "check" => self.check(d),
            "fails" => self.fails(d),
            "let" => self.let_(d),
            "file" => self.file(d),
            "dir" => self.dir(d),
            "link" => self.link(d),
            "stdin" => self.stdin(d),
            "listen" => self.listen(d),
            "serve" => self.serve(d),
            "within" => self.within(d),
            "end" => Err(d.whole.error("expected a block for this @end, found none that is open")),
            "stream" => Err(d.whole.error("expected @interleave above @stream, found none that is open")),
            "route" => Err(d.whole.error("expected @serve above @route, found none that is open")),
            _ => match self.step(d)? {
                Some(step) => self.draft_for(d.whole, "a step")?.step(d.whole, step),
                None => Err(unknown(d)),
            },
        }
    }

    /// The command that what stands in `span` belongs to.
    fn draft_for(&mut self, span: Span<'a>, what: &str) -> Parsed<&mut Draft<'a>> {
        if let Some(pending) = &self.pending {
            let above = pending.span.text().split(' ').next().unwrap_or_default();
            let line = pending.span.line;
            return Err(span.error(&format!("expected the `$` that the {above} of line {line} is for, found {what}")));
        }
        self.draft.as_mut().ok_or_else(|| span.error(&format!("expected a line that begins with `$ `, found {what}")))
    }

    fn command(&mut self, span: Span<'a>) -> Parsed<()> {
        self.finish_draft()?;
        let pending = self.pending.take();
        self.draft = Some(Draft::new(span, pending, &self.names)?);
        Ok(())
    }

    fn finish_draft(&mut self) -> Parsed<()> {
        let command = self.draft.take().map(|draft| draft.finish(&self.names)).transpose()?;
        self.session.commands.extend(command);
        Ok(())
    }

    fn finish(mut self) -> Parsed<Session> {
        self.finish_draft()?;
        let end = self.source.end();
        if let Some(pending) = &self.pending {
            let line = pending.span.line;
            return Err(pending.span.error(&format!("expected a `$` below the setup of line {line}, found the end")));
        }
        if self.session.commands.is_empty() {
            return Err(end.error("expected a line that begins with `$ `, found the end"));
        }
        Ok(self.session)
    }
}

const DIRECTIVES: &str = "for times unordered interleave stream end no-newline not exit died leaves did allows wrote absent \
    as check fails let file dir link stdin listen serve route within signal eof hangup connect accept send crlf shut close \
    closed zombies";

fn unknown(d: Directive<'_>) -> ParseError {
    let name = d.name.text();
    let advice = match nearest(name, DIRECTIVES.split(' ')) {
        Some(name) => format!("did you mean @{name}?"),
        None => "a line of output that begins with @ is written \\@".into(),
    };
    d.whole.error(&format!("expected a directive, found `@{name}`; {advice}"))
}

#[cfg(test)]
mod tests;
