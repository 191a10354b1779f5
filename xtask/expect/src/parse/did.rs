//! `@did` and `@allows`: what must have happened, in an instructor's words.

use super::args;
use super::command::Draft;
use super::names::Names;
use super::source::Directive;
use super::span::Span;
use super::{ParseError, Parsed, Parser};
use crate::claim::{Allowed, Amount, Claim, Count, Writer};
use crate::nearest::did_you_mean;
use crate::pattern::{Pattern, is_name, parse_range};
use crate::session::{Command, Located, Node};

/// How claims begin, for who has written another word.
const BEGINNINGS: [&str; 17] = [
    "forks", "waits", "execs", "never", "starts", "one", "reads", "handles", "handler", "stdout", "leaves", "passes",
    "no", "listens", "creates", "children", "each",
];
const THREADS_TOGETHER: &str = "starts all threads before it waits for one";
const FORKS_TOGETHER: &str = "forks all children before it waits for one";
const ONE_PIPE_EACH: &str = "leaves each child one pipe";
const LEAVES_NO_PIPE: &str = "leaves no pipe open";
const LEAVES_NO_CONNECTION: &str = "leaves no connection open";

/// Reads one claim, as it stands behind `@did`. The columns of an error count from its first character.
pub fn claim(text: &str) -> Result<Claim, ParseError> {
    read(Span::whole(text, 1).trim())
}

/// Reads what stands behind `@allows`.
pub fn allowed(text: &str) -> Result<Allowed, ParseError> {
    read_allowed(Span::whole(text, 1).trim())
}

impl<'a> Parser<'a> {
    /// `@did CLAIM`
    pub(super) fn did(&mut self, d: Directive<'a>) -> Parsed<()> {
        let span = d.rest.trim();
        let claim = read(span)?;
        let draft = self.draft_for(d.whole, "@did")?;
        if let Some((other, _)) = draft.did.iter().find(|(_, other)| other.is_about_same(&claim)) {
            return Err(span.error(&format!("expected one claim about this, found another after line {}", other.line)));
        }
        if claim == Claim::NoBusyWait && draft.command.allows.busy_wait {
            return Err(span.error("expected no such claim below @allows busy-wait, found `no busy wait`"));
        }
        if claim == Claim::ExecsNothing && draft.command.allows.programs {
            return Err(span.error("expected no such claim below @allows programs, found `execs nothing`"));
        }
        draft.did.push((span, claim));
        Ok(())
    }

    /// `@allows busy-wait`, `@allows programs`
    pub(super) fn allows(&mut self, d: Directive<'a>) -> Parsed<()> {
        let span = d.rest.trim();
        let allowed = read_allowed(span)?;
        let draft = self.draft_for(d.whole, "@allows")?;
        let opposite = match allowed {
            Allowed::BusyWait => Claim::NoBusyWait,
            Allowed::Programs => Claim::ExecsNothing,
        };
        if let Some((claim, _)) = draft.did.iter().find(|(_, claim)| *claim == opposite) {
            let message = format!("expected no more than line {} says, found `{}`", claim.line, span.text());
            return Err(span.error(&message));
        }
        draft.command.allows.add(allowed);
        Ok(())
    }
}

impl Draft<'_> {
    /// The command, complete. A claim may stand above the lines that it speaks of, so only now it
    /// is known whether they are there.
    pub fn finish(mut self, names: &Names) -> Parsed<Command> {
        for (span, claim) in self.did {
            if let Some(stream) = claim.stream() {
                check_stream(span, stream, &self.command)?;
            }
            if let Some(name) = claim.names().into_iter().find(|name| !names.is_bound(name)) {
                let at = span.text().find(&format!("{{{name}")).unwrap_or_default();
                return Err(span.error_at(at, &format!("expected a name that the session binds, found `{name}`")));
            }
            self.command.did.push(Located { line: span.line, what: claim });
        }
        Ok(self.command)
    }
}

fn check_stream(span: Span<'_>, stream: &str, command: &Command) -> Parsed<()> {
    let streams = || command.phases.iter().flat_map(|phase| &phase.stdout).flat_map(streams_of);
    if streams().any(|known| known == stream) {
        return Ok(());
    }
    let meant = did_you_mean(stream, streams().chain(["all"]));
    let message = format!("expected a @stream of this command, or all, found `{stream}`{meant}");
    Err(span.error_at("stdout of ".len(), &message))
}

/// The names of its streams, if it is an `@interleave`.
pub fn streams_of(node: &Node) -> impl Iterator<Item = &str> {
    let streams = match node {
        Node::Interleave { streams, .. } => streams.as_slice(),
        Node::Line(_) | Node::Skip { .. } | Node::Unordered { .. } => &[],
    };
    streams.iter().map(|stream| stream.name.as_str())
}

fn read(span: Span<'_>) -> Parsed<Claim> {
    let (first, rest) = span.first_word();
    let rest = rest.trim();
    match first.text() {
        "forks" if rest.text().starts_with("all") => phrase(span, &[(FORKS_TOGETHER, Claim::ForksTogether)]),
        "creates" => {
            let (name, rest) = rest.first_word();
            keyword(rest.trim(), "in").and_then(|rest| {
                phrase(rest, &[("one step", Claim::CreatesInOneStep { name: name.text().to_owned() })])
            })
        }
        "listens" => phrase(span, &[("listens on 127.0.0.1 only", Claim::ListensHereOnly)]),
        "each" => {
            let rest = keyword(keyword(rest, "thread")?, "works")?;
            Ok(Claim::ThreadsWork { least_ms: args::milliseconds(rest)? })
        }
        "children" => children_send(keyword(rest, "send")?),
        "forks" => all_of(amount(rest)?).map(Claim::Forks),
        "waits" => phrase(span, &[("waits for all", Claim::WaitsForAll)]),
        "execs" => execs(rest),
        "never" => phrase(span, &[("never spawns a shell", Claim::NoShell)]),
        "starts" if rest.text().starts_with("all") => phrase(span, &[(THREADS_TOGETHER, Claim::ThreadsTogether)]),
        "starts" => {
            let (amount, noun) = amount(rest)?;
            end_with(noun, ["threads", "thread"]).map(|()| Claim::Threads(amount))
        }
        "one" => phrase(span, &[("one thread", Claim::Threads(Amount::exactly(Count::Number(0))))]),
        "reads" => phrase(span, &[("reads end of file", Claim::ReadsEndOfFile)]),
        "handles" => handles(rest),
        "handler" => handles(keyword(rest, "for")?),
        "stdout" => stdout_by(keyword(rest, "of")?),
        "leaves" => phrase(
            span,
            &[
                (LEAVES_NO_PIPE, Claim::NoPipeOpen),
                (LEAVES_NO_CONNECTION, Claim::NoConnectionOpen),
                (ONE_PIPE_EACH, Claim::OnePipeEach),
            ],
        ),
        "passes" => phrase(span, &[("passes no pipe on", Claim::NoPipePassedOn)]),
        "no" => phrase(span, &[("no busy wait", Claim::NoBusyWait), ("no busy-wait", Claim::NoBusyWait)]),
        word if word.starts_with('{') => is_child(first, rest),
        word => {
            let mut error = span.expected("a claim such as `forks 4` or `waits for all`");
            error.message.push_str(&did_you_mean(word, BEGINNINGS));
            Err(error)
        }
    }
}

fn read_allowed(span: Span<'_>) -> Parsed<Allowed> {
    match span.text() {
        "busy-wait" | "busy wait" => Ok(Allowed::BusyWait),
        "programs" => Ok(Allowed::Programs),
        _ => Err(span.expected("busy-wait or programs")),
    }
}

/// One of a few phrases, word for word.
fn phrase(span: Span<'_>, phrases: &[(&str, Claim)]) -> Parsed<Claim> {
    match phrases.iter().find(|(phrase, _)| *phrase == span.text()) {
        Some((_, claim)) => Ok(claim.clone()),
        None => {
            let texts: Vec<String> = phrases.iter().map(|(phrase, _)| format!("`{phrase}`")).collect();
            Err(span.expected(&texts.join(" or ")))
        }
    }
}

/// What follows a word that must stand here.
fn keyword<'a>(span: Span<'a>, word: &str) -> Parsed<Span<'a>> {
    let (first, rest) = span.first_word();
    if first.text() == word { Ok(rest.trim()) } else { Err(first.expected(&format!("`{word}`"))) }
}

fn end_with(span: Span<'_>, words: [&str; 2]) -> Parsed<()> {
    if words.contains(&span.text()) { Ok(()) } else { Err(span.expected(words[0])) }
}

/// Nothing may follow what was read.
fn all_of<T>((read, rest): (T, Span<'_>)) -> Parsed<T> {
    if rest.is_empty() { Ok(read) } else { Err(rest.expected("the end of the line")) }
}

/// `4`, `no`, `one`, `2..5`, `{n}`, `at least 2`, `at most 5`; and what follows it.
fn amount(span: Span<'_>) -> Parsed<(Amount, Span<'_>)> {
    let (first, rest) = span.first_word();
    let rest = rest.trim();
    if first.text() == "at" {
        let (bound, rest) = rest.first_word();
        let rest = rest.trim();
        let (number, after) = rest.first_word();
        let amount = match bound.text() {
            "least" => Amount { least: count(number)?, most: None },
            "most" => Amount { least: Count::Number(0), most: Some(count(number)?) },
            _ => return Err(bound.expected("least or most")),
        };
        return Ok((amount, after.trim()));
    }
    if first.text().contains("..") {
        let range = parse_range(first.text()).map_err(|message| first.error(&message))?;
        let (Ok(least), Ok(most)) = (u32::try_from(range.0), u32::try_from(range.1)) else {
            return Err(first.expected("numbers that are not negative"));
        };
        return Ok((Amount { least: Count::Number(least), most: Some(Count::Number(most)) }, rest));
    }
    Ok((Amount::exactly(count(first)?), rest))
}

fn count(span: Span<'_>) -> Parsed<Count> {
    let number = match span.text() {
        "no" => Some(0),
        "one" => Some(1),
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    };
    match (number, bound_name(span.text())) {
        (Some(number), _) => Ok(Count::Number(number)),
        (None, Some(name)) => Ok(Count::Name(name.to_owned())),
        (None, None) => Err(span.expected("a number, `no`, `one`, a range 2..5, `at least 2` or a bound name {n}")),
    }
}

/// `{n}` -> `n`
fn bound_name(text: &str) -> Option<&str> {
    text.strip_prefix('{')?.strip_suffix('}').filter(|name| is_name(name))
}

/// `send 31375 93875`
fn children_send(span: Span<'_>) -> Parsed<Claim> {
    let (mut numbers, mut rest) = (Vec::new(), span);
    loop {
        let (first, after) = rest.first_word();
        let number: u64 = first.text().parse().map_err(|_| first.expected("a whole number that a child sends"))?;
        numbers.push(number);
        rest = after.trim();
        if rest.is_empty() {
            return Ok(Claim::ChildrenSend { numbers });
        }
    }
}

/// `sort`, `sort 2 times`, `nothing`
fn execs(span: Span<'_>) -> Parsed<Claim> {
    let (program, rest) = span.first_word();
    let rest = rest.trim();
    match (program.text(), rest.is_empty()) {
        ("", _) => Err(program.expected("the name of a program, or nothing")),
        ("nothing", true) => Ok(Claim::ExecsNothing),
        (_, true) => Ok(Claim::Execs { program: program_name(program)?, times: None }),
        (_, false) => {
            let (times, noun) = amount(rest)?;
            end_with(noun, ["times", "time"])?;
            Ok(Claim::Execs { program: program_name(program)?, times: Some(times) })
        }
    }
}

fn program_name(span: Span<'_>) -> Parsed<Pattern> {
    let pattern = args::pattern(span)?;
    if let Some(hole) = pattern.holes().find(|hole| hole.name.is_none()) {
        return Err(span.error(&format!("expected a name that is bound, found `{}`", hole.written)));
    }
    Ok(pattern)
}

/// `INT`, `INT before LINE`
fn handles(span: Span<'_>) -> Parsed<Claim> {
    let (first, rest) = span.first_word();
    let signal = args::signal(first, first.text())?;
    if rest.is_empty() {
        return Ok(Claim::Handles { signal, before: None });
    }
    let line = keyword(rest, "before")?;
    if line.is_empty() {
        return Err(line.expected("a line after `before`"));
    }
    Ok(Claim::Handles { signal, before: Some(args::pattern(line)?) })
}

/// `STREAM by WHO`. The name of a stream may hold blanks.
fn stdout_by(span: Span<'_>) -> Parsed<Claim> {
    let Some(at) = span.text().rfind(" by ") else {
        return Err(span.expected("STREAM by parent, child or a child each"));
    };
    let (stream, who) = (span.before(at).trim(), span.after(at + " by ".len()).trim());
    let writer = match who.text() {
        "parent" => Writer::Parent,
        "child" | "children" => Writer::Children,
        "a child each" => Writer::ChildEach,
        _ => return Err(who.expected("parent, child or a child each")),
    };
    let stream = Some(stream.text()).filter(|name| *name != "all").map(str::to_owned);
    Ok(Claim::StdoutBy { stream, writer })
}

/// `{name} is a child`
fn is_child(first: Span<'_>, rest: Span<'_>) -> Parsed<Claim> {
    let Some(name) = bound_name(first.text()) else { return Err(first.expected("a bound name such as {pid}")) };
    match rest.text() {
        "is a child" => Ok(Claim::IsChild { name: name.to_owned() }),
        _ => Err(rest.expected("`is a child`")),
    }
}
