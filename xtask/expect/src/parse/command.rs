//! The command that is being read.

use super::names::Names;
use super::span::Span;
use super::{ParseError, Parsed};
use crate::claim::{Allows, Claim};
use crate::pattern::{Pattern, is_name};
use crate::session::{Command, Exit, Leaves, Line, Located, Node, Phase, Setup, Stdin, Step, Stream, TextLine};
use crate::words::Word;

/// What stands above a `$`.
pub(super) struct Pending<'a> {
    /// Its first line.
    pub span: Span<'a>,
    pub setup: Vec<Located<Setup>>,
    pub stdin: Option<(u32, Vec<TextLine>)>,
}

/// A command and what must be known while it is being read.
pub(super) struct Draft<'a> {
    pub command: Command,
    pub exit: Option<Span<'a>>,
    pub as_solution: Option<Span<'a>>,
    /// What must have happened: it is looked at again when the command is complete.
    pub did: Vec<(Span<'a>, Claim)>,
    /// Line of `@stdin`.
    pub stdin: Option<u32>,
    /// Line of `@eof`.
    pub eof: Option<u32>,
    pub connections: Vec<Connection>,
    /// The last line of the phase: it says what a step waits for and what `@no-newline` is about.
    pub last: Option<Last<'a>>,
}

pub(super) struct Connection {
    pub name: String,
    pub opened: u32,
    /// Line of `@close`, `@shut`, `@closed`.
    pub closed: Option<u32>,
    pub shut: Option<u32>,
}

#[derive(Clone, Copy)]
pub(super) enum Last<'a> {
    Line(Stream),
    Skip(Span<'a>),
    Block,
}

impl<'a> Draft<'a> {
    /// `span`: what stands after the `$`.
    pub fn new(span: Span<'a>, pending: Option<Pending<'a>>, names: &Names) -> Parsed<Draft<'a>> {
        let (env, words) = read_words(span, names)?;
        let (setup, stdin) = pending.map(|pending| (pending.setup, pending.stdin)).unwrap_or_default();
        let command = Command {
            line: span.line,
            setup,
            env,
            words,
            stdin: Stdin::Empty,
            phases: vec![Phase::default()],
            forbidden: Vec::new(),
            exit: Located { line: span.line, what: Exit::Code(Pattern::literal("0")) },
            leaves: Leaves::default(),
            did: Vec::new(),
            allows: Allows::default(),
            exercise: None,
            files: Vec::new(),
            as_solution: false,
            checks: Vec::new(),
        };
        let stdin_line = stdin.as_ref().map(|(line, _)| *line);
        let mut draft = Draft {
            command,
            exit: None,
            as_solution: None,
            did: Vec::new(),
            stdin: stdin_line,
            eof: None,
            connections: Vec::new(),
            last: None,
        };
        if let Some((_, lines)) = stdin {
            draft.command.stdin = Stdin::Text(lines);
        }
        Ok(draft)
    }

    pub fn phase(&mut self) -> &mut Phase {
        self.command.phases.last_mut().expect("a command begins with one phase and only gets more")
    }

    pub fn nodes(&mut self, stream: Stream) -> &mut Vec<Node> {
        match stream {
            Stream::Stdout => &mut self.phase().stdout,
            Stream::Stderr => &mut self.phase().stderr,
        }
    }

    /// Adds an expected part of the output.
    pub fn node(&mut self, span: Span<'a>, stream: Stream, node: Node) -> Parsed<()> {
        if stream == Stream::Stdout {
            self.not_as_solution(span, "a line of output")?;
        }
        let nodes = self.nodes(stream);
        if let Some(Node::Line(Line { line, newline: false, .. })) = nodes.last() {
            return Err(
                span.error(&format!("expected a step or the end after the @no-newline for line {line}, found a line"))
            );
        }
        self.last = Some(match node {
            Node::Line(_) => Last::Line(stream),
            Node::Skip { .. } => Last::Skip(span),
            Node::Unordered { .. } | Node::Interleave { .. } => Last::Block,
        });
        self.nodes(stream).push(node);
        Ok(())
    }

    /// Ends the phase with a step.
    pub fn step(&mut self, span: Span<'a>, step: Step) -> Parsed<()> {
        self.not_as_solution(span, "a step")?;
        if let Some(Last::Skip(skip)) = self.last {
            let message = format!(
                "expected a line between `...` and the step of line {}, which would not know what to wait for",
                span.line
            );
            return Err(skip.error(&message));
        }
        self.phase().step = Some(Located { line: span.line, what: step });
        self.command.phases.push(Phase::default());
        self.last = None;
        Ok(())
    }

    pub fn not_as_solution(&self, span: Span<'a>, what: &str) -> Parsed<()> {
        match &self.as_solution {
            Some(as_solution) => Err(span
                .error(&format!("expected no more than @as solution says (line {}), found {what}", as_solution.line))),
            None => Ok(()),
        }
    }
}

type Env = Vec<(String, Pattern)>;

fn read_words(span: Span<'_>, names: &Names) -> Parsed<(Env, Vec<Pattern>)> {
    let mut env: Env = Vec::new();
    let mut words = Vec::new();
    for word in span.words()? {
        let written = span.of(&word);
        if let Some(operator) = operator(&word) {
            let message =
                format!("expected a word, found `{operator}`: no shell reads this line; quote it or write sh -c '..'");
            return Err(written.error(&message));
        }
        let name =
            written.text().split_once('=').map(|(name, _)| name).filter(|name| words.is_empty() && is_name(name));
        match name {
            Some(name) if env.iter().any(|(known, _)| known == name) => {
                return Err(written.error(&format!("expected each variable once, found `{name}` again")));
            }
            Some(name) => env.push((name.to_string(), word_pattern(span, &word, name.len() + 1, names)?)),
            None => words.push(word_pattern(span, &word, 0, names)?),
        }
    }
    match words.first() {
        None => Err(span.after(span.text().len()).expected("a program")),
        Some(program) if program.as_literal().is_none_or(|name| name.is_empty()) => {
            Err(span.trim().error(&format!("expected the name of a program, found {:?}", program.source())))
        }
        Some(_) => Ok((env, words)),
    }
}

/// The word from its `skip`-th byte on, with holes.
fn word_pattern(span: Span<'_>, word: &Word, skip: usize, names: &Names) -> Parsed<Pattern> {
    let text = &word.text[skip..];
    let place = |at: usize, message: &str| -> ParseError {
        let end = word.columns.last().map_or(word.column, |last| last + 1);
        span.error_at(word.columns.get(skip + at).copied().unwrap_or(end), message)
    };
    if let Some(at) = text.iter().position(|byte| *byte == 0) {
        return Err(place(at, "expected a word that a program can be given, found a NUL byte"));
    }
    let pattern = Pattern::parse_bytes(text).map_err(|(at, message)| place(at, &message))?;
    names.check(&pattern, text, place)?;
    Ok(pattern)
}

/// A word that a shell would not take for one.
fn operator(word: &Word) -> Option<&str> {
    let text = std::str::from_utf8(&word.text).ok().filter(|_| !word.quoted)?;
    let redirects = text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['<', '>']);
    (redirects || ["|", "||", "|&", "&", "&&", ";"].contains(&text)).then_some(text)
}
