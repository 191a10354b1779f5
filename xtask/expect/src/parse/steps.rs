//! What acts on the running program.

use super::args;
use super::command::Connection;
use super::output::literally;
use super::setup::single;
use super::source::Directive;
use super::span::Span;
use super::{Parsed, Parser};
use crate::pattern::Pattern;
use crate::session::{Stdin, Step, When};
use crate::words;

/// What a step is about to do with a connection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Send,
    Receive,
    Shut,
    Close,
}

impl<'a> Parser<'a> {
    /// The step that this directive is, if it is one.
    pub(super) fn step(&mut self, d: Directive<'a>) -> Parsed<Option<Step>> {
        let name = d.name.text();
        if !is_step(name) {
            return Ok(None);
        }
        self.draft_for(d.whole, "a step")?;
        let step = match name {
            "signal" => self.signal(d)?,
            "eof" => {
                d.alone()?;
                self.uses_stdin(d)?;
                self.draft_for(d.whole, "@eof")?.eof = Some(d.whole.line);
                Step::Eof
            }
            "hangup" => d.alone().map(|()| Step::Hangup)?,
            "zombies" => zombies(d)?,
            ">" => {
                self.uses_stdin(d)?;
                Step::Type(self.names.text(d.rest)?)
            }
            "connect" => self.connect(d)?,
            "not-listening" => Step::NotListening { address: self.address(d.rest.trim())? },
            "accept" => self.accept(d)?,
            "send" => self.send(d)?,
            "crlf" => Step::Crlf { conn: self.lone_connection(d, Use::Receive)? },
            "shut" => Step::Shut { conn: self.lone_connection(d, Use::Shut)? },
            "close" => Step::Close { conn: self.lone_connection(d, Use::Close)? },
            "closed" => Step::Closed { conn: self.lone_connection(d, Use::Receive)? },
            _ => self.line_step(d)?,
        };
        Ok(Some(step))
    }

    /// `@a> text` or `@a< LINE`
    fn line_step(&mut self, d: Directive<'a>) -> Parsed<Step> {
        let conn = d.name.before(d.name.text().len() - 1);
        if d.name.text().ends_with('>') {
            let conn = self.connection(conn, Use::Send)?;
            return Ok(Step::SendLine { conn, text: self.names.text(d.rest)? });
        }
        let conn = self.connection(conn, Use::Receive)?;
        let pattern = args::pattern(literally(d.rest))?;
        self.names.see(d.whole.line, &pattern);
        Ok(Step::Receive { conn, pattern })
    }

    fn signal(&mut self, d: Directive<'a>) -> Parsed<Step> {
        let (name, rest) = d.rest.trim().first_word();
        let signal = args::signal(name, name.text())?;
        let (pid, when) = self.when(rest.trim())?;
        if pid.is_empty() {
            return Ok(Step::Signal { signal, pid: None, when });
        }
        let pattern = self.names.text(pid)?;
        let is_pid =
            |text: Vec<u8>| String::from_utf8(text).is_ok_and(|text| text.parse::<i32>().is_ok_and(|pid| pid > 0));
        if pattern.as_literal().is_some_and(|text| !is_pid(text)) || pid.text().contains(' ') {
            return Err(pid.expected("a bound name such as {pid}"));
        }
        Ok(Step::Signal { signal, pid: Some(pattern), when })
    }

    /// What stands before `at every moment`, if that is there. A case is run again for each moment of one step.
    fn when(&mut self, span: Span<'a>) -> Parsed<(Span<'a>, When)> {
        let Some(before) = span.text().strip_suffix(EVERY_MOMENT) else { return Ok((span, When::AtRest)) };
        if !before.is_empty() && !before.ends_with(' ') {
            return Ok((span, When::AtRest));
        }
        if let Some(line) = self.every_moment.replace(span.line) {
            return Err(span
                .after(before.len())
                .error(&format!("expected one step at every moment in a case, found another after line {line}")));
        }
        Ok((span.before(before.len()).trim(), When::EveryMoment))
    }

    /// `@>` and `@eof` keep standard input open, which `@stdin` does not.
    fn uses_stdin(&mut self, d: Directive<'a>) -> Parsed<()> {
        let draft = self.draft_for(d.whole, "a step")?;
        let name = d.name.text();
        if let Some(line) = draft.stdin {
            return Err(d.whole.error(&format!("expected no @{name} together with the @stdin of line {line}")));
        }
        if let Some(line) = draft.eof {
            return Err(d
                .whole
                .error(&format!("expected an open standard input, found @{name} after the @eof of line {line}")));
        }
        draft.command.stdin = Stdin::Steps;
        Ok(())
    }

    fn connect(&mut self, d: Directive<'a>) -> Parsed<Step> {
        let (conn, address) = d.rest.trim().first_word();
        let address = self.address(address.trim())?;
        let conn = self.open(d, conn)?;
        Ok(Step::Connect { conn, address })
    }

    fn address(&mut self, span: Span<'a>) -> Parsed<Pattern> {
        if !span.text().contains(':') || span.text().contains(' ') {
            return Err(span.expected("an address such as 127.0.0.1:{port}"));
        }
        self.names.text(span)
    }

    fn accept(&mut self, d: Directive<'a>) -> Parsed<Step> {
        let (conn, listener) = d.rest.trim().first_word();
        let (span, name) = single(listener.trim(), "the name of a listener")?;
        if !self.listeners.contains(&name) {
            return Err(span.expected("a listener that a @listen above the `$` opens"));
        }
        let conn = self.open(d, conn)?;
        Ok(Step::Accept { conn, listener: name })
    }

    fn send(&mut self, d: Directive<'a>) -> Parsed<Step> {
        let (conn, text) = d.rest.first_word();
        let conn = self.connection(conn, Use::Send)?;
        let text = text.trim();
        let (mut bytes, mut rest) = (Vec::new(), text);
        loop {
            let (quoted, behind) = first_quoted(rest);
            let part = words::quoted_bytes(quoted.text()).map_err(|(at, message)| quoted.error_at(at, &message))?;
            let (times, behind) = repetition(behind)?;
            if part.len().saturating_mul(times) > MOST_SENT - bytes.len() {
                return Err(text.error(&format!("expected at most {MOST_SENT} bytes in all, found more")));
            }
            bytes.extend(part.repeat(times));
            rest = behind;
            if rest.is_empty() {
                return Ok(Step::SendBytes { conn, bytes });
            }
        }
    }

    /// A new connection. Its name also stands for a port.
    fn open(&mut self, d: Directive<'a>, span: Span<'a>) -> Parsed<String> {
        let (span, name) = single(span, "a name for the connection")?;
        // A name that is a step already, such as `stdin`, would do no harm, but would be hard to read.
        if self.connections.contains(&name) {
            let draft = self.draft_for(d.whole, "a step")?;
            if let Some(other) = draft.connections.iter().find(|other| other.name == name) {
                return Err(
                    span.error(&format!("expected a new name, found `{name}`, opened on line {}", other.opened))
                );
            }
            self.names.rebind(span, &name);
        } else {
            self.names.bind(span, &name)?;
            self.connections.push(name.clone());
        }
        let connection = Connection { name: name.clone(), opened: span.line, closed: None, shut: None };
        self.draft_for(d.whole, "a step")?.connections.push(connection);
        Ok(name)
    }

    fn lone_connection(&mut self, d: Directive<'a>, used: Use) -> Parsed<String> {
        let (span, _) = single(d.rest, "the name of a connection")?;
        self.connection(span, used)
    }

    fn connection(&mut self, span: Span<'a>, used: Use) -> Parsed<String> {
        let draft = self.draft_for(span, "a step")?;
        let Some(connection) = draft.connections.iter_mut().find(|one| one.name == span.text()) else {
            return Err(span.expected("a connection that @connect or @accept has opened"));
        };
        if let Some(line) = connection.closed {
            return Err(
                span.error(&format!("expected an open connection, found `{}`, closed on line {line}", span.text()))
            );
        }
        match (used, connection.shut) {
            (Use::Send | Use::Shut, Some(line)) => {
                return Err(span.error(&format!(
                    "expected a connection to send on, found `{}`, shut on line {line}",
                    span.text()
                )));
            }
            (Use::Shut, None) => connection.shut = Some(span.line),
            (Use::Close, _) => connection.closed = Some(span.line),
            (Use::Send, None) | (Use::Receive, _) => {}
        }
        Ok(connection.name.clone())
    }
}

const EVERY_MOMENT: &str = "at every moment";

/// The most that one `@send` sends, in bytes.
const MOST_SENT: usize = 1 << 20;

/// What stands in quotes, and what follows it; all of it if that is no other part.
fn first_quoted(span: Span<'_>) -> (Span<'_>, Span<'_>) {
    let mut is_escaped = false;
    for (at, letter) in span.text().char_indices().skip(1) {
        let behind = span.after(at + 1).trim();
        if letter == '"'
            && !is_escaped
            && behind.text().starts_with(['"', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        {
            return (span.before(at + 1), behind);
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    (span, span.after(span.text().len()))
}

/// `N times`, if it stands there, and what follows it.
fn repetition(span: Span<'_>) -> Parsed<(usize, Span<'_>)> {
    let (number, rest) = span.first_word();
    let Ok(times) = number.text().parse() else { return Ok((1, span)) };
    let (word, rest) = rest.trim().first_word();
    if word.text() == "times" { Ok((times, rest.trim())) } else { Err(word.expected("times")) }
}

const STEPS: [&str; 11] =
    ["signal", "eof", "hangup", "zombies", ">", "connect", "accept", "send", "crlf", "shut", "close"];

fn is_step(name: &str) -> bool {
    let of_connection = name.strip_suffix(['<', '>']).is_some_and(crate::pattern::is_name);
    STEPS.contains(&name) || matches!(name, "closed" | "not-listening") || of_connection
}

/// `@zombies N` or `@zombies A..B`
fn zombies(d: Directive<'_>) -> Parsed<Step> {
    let span = d.rest.trim();
    let (least, most) = match span.text().contains("..") {
        true => args::range(span)?,
        false => span.text().parse().map(|count: i64| (count, count)).unwrap_or((-1, -1)),
    };
    match (u32::try_from(least), u32::try_from(most)) {
        (Ok(least), Ok(most)) => Ok(Step::Zombies { least, most }),
        _ => Err(span.expected("a number or a range such as 0..1")),
    }
}
