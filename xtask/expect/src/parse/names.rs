//! Which names are bound by now, and on which line.

use std::collections::HashMap;

use super::Parsed;
use super::span::Span;
use crate::pattern::Pattern;

#[derive(Default, Clone)]
pub(super) struct Names {
    lines: HashMap<String, u32>,
}

impl Names {
    /// A directive binds a name, which must be a new one.
    pub fn bind(&mut self, span: Span<'_>, name: &str) -> Parsed<()> {
        match self.lines.get(name) {
            Some(line) => Err(span.error(&format!("expected a new name, found `{name}`, which line {line} binds"))),
            None => {
                self.lines.insert(name.to_string(), span.line);
                Ok(())
            }
        }
    }

    /// A connection of an earlier command may have had the same name.
    pub fn rebind(&mut self, span: Span<'_>, name: &str) {
        self.lines.insert(name.to_string(), span.line);
    }

    /// A line of output binds what is not bound yet.
    pub fn see(&mut self, line: u32, pattern: &Pattern) {
        for name in pattern.names() {
            if !self.lines.contains_key(name) {
                self.lines.insert(name.to_string(), line);
            }
        }
    }

    pub fn is_bound(&self, name: &str) -> bool {
        self.lines.contains_key(name)
    }

    /// The holes of a text that is written rather than read: each must have a name that is bound.
    /// `place` says where in the line the pattern's n-th byte stands.
    pub fn check(
        &self,
        pattern: &Pattern,
        written: &[u8],
        place: impl Fn(usize, &str) -> super::ParseError,
    ) -> Parsed<()> {
        for hole in pattern.holes() {
            let at =
                || written.windows(hole.written.len()).position(|piece| piece == hole.written.as_bytes()).unwrap_or(0);
            match &hole.name {
                None => return Err(place(at(), &format!("expected a name that is bound, found `{}`", hole.written))),
                Some(name) if !self.is_bound(name) => {
                    let message = format!(
                        "expected a name that is bound by an earlier line, @let, @listen or @serve, found `{name}`"
                    );
                    return Err(place(at(), &message));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// A text of this piece of a line, its holes filled from bound names.
    pub fn text(&self, span: Span<'_>) -> Parsed<Pattern> {
        let pattern = super::args::pattern(span)?;
        self.check(&pattern, span.text().as_bytes(), |at, message| span.error_at(at, message))?;
        Ok(pattern)
    }
}
