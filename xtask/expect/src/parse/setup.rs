//! What is written above the `$`.

use super::args::{self, Args};
use super::command::Pending;
use super::serve;
use super::source::Directive;
use super::span::Span;
use super::{Parsed, Parser};
use crate::fails::{ERRORS, FAILING_CALLS, Fails, Which};
use crate::session::{Among, Located, Setup};

impl<'a> Parser<'a> {
    /// The setup that this directive belongs to: that of the next command.
    fn pending(&mut self, d: Directive<'a>) -> Parsed<&mut Pending<'a>> {
        self.finish_draft()?;
        Ok(self.pending.get_or_insert_with(|| Pending { span: d.whole, setup: Vec::new(), stdin: None }))
    }

    fn prepare(&mut self, d: Directive<'a>, setup: Setup) -> Parsed<()> {
        self.pending(d)?.setup.push(Located { line: d.whole.line, what: setup });
        Ok(())
    }

    /// `@let NAME in A..B` or `@let NAME in a|b`
    pub(super) fn let_(&mut self, d: Directive<'a>) -> Parsed<()> {
        let (name, among) = d.rest.split_once(" in ").ok_or_else(|| d.rest.expected("NAME in A..B or NAME in a|b"))?;
        let (_, text) = single(name, "a name")?;
        let among = read_among(among.trim())?;
        self.names.bind(name.trim(), &text)?;
        self.prepare(d, Setup::Let { name: text, among })
    }

    /// `@file NAME [MODE]` .. `@end`
    pub(super) fn file(&mut self, d: Directive<'a>) -> Parsed<()> {
        let mut args = Args::new(d.rest)?;
        let (span, name) = args.path("the name of a file")?;
        let mode = args.mode()?;
        args.end()?;
        self.check_new_path(d, span, &name)?;
        let lines = self.text_block(d)?;
        self.prepare(d, Setup::File { name, mode, lines })
    }

    /// `@dir NAME [MODE]`
    pub(super) fn dir(&mut self, d: Directive<'a>) -> Parsed<()> {
        let mut args = Args::new(d.rest)?;
        let (span, name) = args.path("the name of a folder")?;
        let mode = args.mode()?;
        args.end()?;
        self.check_new_path(d, span, &name)?;
        self.prepare(d, Setup::Dir { name, mode })
    }

    /// `@link NAME TARGET`
    pub(super) fn link(&mut self, d: Directive<'a>) -> Parsed<()> {
        let mut args = Args::new(d.rest)?;
        let (span, name) = args.path("the name of a link")?;
        let (_, target) = args.next("what the link points to")?;
        args.end()?;
        self.check_new_path(d, span, &name)?;
        self.prepare(d, Setup::Link { name, target })
    }

    /// Two of one name above the same `$` are a slip of the hand.
    fn check_new_path(&mut self, d: Directive<'a>, span: Span<'a>, path: &str) -> Parsed<()> {
        let twin = self.pending(d)?.setup.iter().find(|one| match &one.what {
            Setup::File { name, .. } | Setup::Dir { name, .. } | Setup::Link { name, .. } => name == path,
            Setup::Let { .. } | Setup::Listen { .. } | Setup::Serve { .. } | Setup::Fails(_) => false,
        });
        match twin {
            Some(twin) => {
                Err(span.error(&format!("expected a new path, found `{path}`, which line {} makes", twin.line)))
            }
            None => Ok(()),
        }
    }

    /// `@stdin` .. `@end`
    pub(super) fn stdin(&mut self, d: Directive<'a>) -> Parsed<()> {
        d.alone()?;
        if let Some((line, _)) = &self.pending(d)?.stdin {
            return Err(d.whole.error(&format!("expected one @stdin for a command, found another on line {line}")));
        }
        let lines = self.text_block(d)?;
        self.pending(d)?.stdin = Some((d.whole.line, lines));
        Ok(())
    }

    /// `@listen NAME`
    pub(super) fn listen(&mut self, d: Directive<'a>) -> Parsed<()> {
        let (span, name) = single(d.rest, "the name of the listener")?;
        self.names.bind(span, &name)?;
        self.listeners.push(name.clone());
        self.prepare(d, Setup::Listen { name })
    }

    /// `@fails CALL ERROR`, `.. once`, `.. at N`
    pub(super) fn fails(&mut self, d: Directive<'a>) -> Parsed<()> {
        let mut args = Args::new(d.rest)?;
        let (span, call) = args.next("a call such as fork")?;
        args::known(span, &call, "a call such as fork", FAILING_CALLS)?;
        let (span, error) = args.next("an error such as EAGAIN")?;
        args::known(span, &error, "an error such as EAGAIN", ERRORS)?;
        let which = match args.optional()? {
            None => Which::Every,
            Some((_, word)) if word == "once" => Which::Only(1),
            Some((_, word)) if word == "at" => Which::Only(args.number("the number of the call, from 1")?),
            Some((span, _)) => return Err(span.expected("once, at N, or the end of the line")),
        };
        args.end()?;
        self.prepare(d, Setup::Fails(Fails { call, error, which }))
    }

    /// `@serve NAME` .. `@end`
    pub(super) fn serve(&mut self, d: Directive<'a>) -> Parsed<()> {
        let (span, name) = single(d.rest, "the name of the server")?;
        self.names.bind(span, &name)?;
        self.pending(d)?;
        let routes = serve::routes(self, d)?;
        self.prepare(d, Setup::Serve { name, routes })
    }
}

/// One name and nothing else.
pub(super) fn single<'a>(span: Span<'a>, what: &str) -> Parsed<(Span<'a>, String)> {
    let mut args = Args::new(span)?;
    let name = args.name(what)?;
    args.end()?;
    Ok(name)
}

fn read_among(span: Span<'_>) -> Parsed<Among> {
    let text = span.text();
    if text.contains('|') {
        let words: Vec<String> = text.split('|').map(str::to_string).collect();
        return match words.iter().any(String::is_empty) {
            true => Err(span.expected("a text on both sides of each |")),
            false => Ok(Among::Words(words)),
        };
    }
    if !text.contains("..") {
        return Err(span.expected("a range A..B or alternatives a|b"));
    }
    args::range(span).map(|(least, most)| Among::Range(least, most))
}
