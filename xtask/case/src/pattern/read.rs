//! Text to `Pattern`.

use super::kind::{HoleKind, Regex};
use super::{Hole, Part, Pattern};

/// Each hole costs time and memory in the length of what is matched, which may be a megabyte. A
/// line has ten at most in practice.
const MOST_HOLES: usize = 32;

/// Reads a line with holes. The error is the column (from 0, in bytes) and what was expected there.
pub(super) fn pattern(source: &[u8]) -> Result<Pattern, (usize, String)> {
    let mut parts = Vec::new();
    let mut literal = Vec::new();
    let mut at = 0;
    let mut holes = 0;
    while let Some(byte) = source.get(at).copied() {
        match (byte, source.get(at + 1)) {
            (b'{', Some(b'{')) | (b'}', Some(b'}')) => {
                literal.push(byte);
                at += 2;
            }
            (b'}', _) => return Err((at, "expected `}}` for a brace, found a single `}`".into())),
            (b'{', _) => {
                holes += 1;
                if holes > MOST_HOLES {
                    return Err((at, format!("expected at most {MOST_HOLES} holes in a line, found more")));
                }
                let end = hole_end(source, at)?;
                parts.push(Part::Literal(std::mem::take(&mut literal)));
                parts.push(Part::Hole(hole(&source[at..end], at)?));
                at = end;
            }
            _ => {
                literal.push(byte);
                at += 1;
            }
        }
    }
    parts.push(Part::Literal(literal));
    Ok(Pattern::from_parts(parts))
}

/// The position after the brace that closes the hole at `start`.
fn hole_end(source: &[u8], start: usize) -> Result<usize, (usize, String)> {
    let find = |wanted: &[u8], from: usize| {
        source[from..]
            .iter()
            .position(|byte| wanted.contains(byte))
            .map(|offset| (from + offset, source[from + offset]))
    };
    // Inside a regular expression braces are its own.
    match find(b":{}", start + 1) {
        Some((colon, b':')) if source.get(colon + 1) == Some(&b'/') => {
            let (slash, _) = find(b"/", colon + 2).ok_or((colon + 1, no_slash()))?;
            match source.get(slash + 1) {
                Some(b'}') => Ok(slash + 2),
                _ => Err((slash + 1, "expected `}` after the regular expression, which may not contain `/`".into())),
            }
        }
        _ => match find(b"{}", start + 1) {
            Some((end, b'}')) => Ok(end + 1),
            Some((at, _)) => Err((at, "expected `}` to close the hole, found `{`; a brace is written `{{`".into())),
            None => Err((start, "expected `}` to close the hole, found the end; a brace is written `{{`".into())),
        },
    }
}

fn no_slash() -> String {
    "expected `/` at the end of the regular expression, found the end".into()
}

fn hole(written: &[u8], start: usize) -> Result<Hole, (usize, String)> {
    let written = std::str::from_utf8(written).map_err(|_| (start, "expected text in the hole".to_string()))?;
    let body = &written[1..written.len() - 1];
    let (name, kind) = match body.split_once(':') {
        _ if body == ".." => (None, HoleKind::Rest),
        Some((name, kind)) => {
            let kind_at = start + 1 + name.len() + 1;
            (read_name(name, start + 1)?, read_kind(kind).map_err(|message| (kind_at, message))?)
        }
        None => match read_name(body, start + 1)? {
            Some(name) => (Some(name), HoleKind::named(body).unwrap_or(HoleKind::Word)),
            None => {
                return Err((start, "expected a name or a kind in the hole, such as {n} or {:int}, found `{}`".into()));
            }
        },
    };
    Ok(Hole { name, kind, written: written.to_string() })
}

fn read_kind(text: &str) -> Result<HoleKind, String> {
    match text.strip_prefix('/') {
        // `hole_end` has seen the slash at the end.
        Some(regex) => Regex::new(regex.strip_suffix('/').unwrap_or(regex)).map(HoleKind::Regex),
        None => HoleKind::parse(text),
    }
}

fn read_name(text: &str, at: usize) -> Result<Option<String>, (usize, String)> {
    match text {
        "" => Ok(None),
        _ if is_name(text) => Ok(Some(text.to_string())),
        _ if HoleKind::parse(text).is_ok() => {
            Err((at, format!("expected a name, found the kind `{text}`; write {{:{text}}}")))
        }
        _ => Err((at, format!("expected a name (letters, digits and _), found `{text}`"))),
    }
}

/// Is this what a hole, a `@let` or a connection may be called?
pub fn is_name(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_ascii_digit())
        && !text.is_empty()
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
