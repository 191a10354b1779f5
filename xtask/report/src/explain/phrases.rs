//! A difference in a few words: where it is, what was expected, what came.

use expect::session::Stream;
use expect::visible::excerpt;

use super::scene::mark_of;
use verdict::finding::{Difference, Expected, Text};

/// `line 3`, `standard error, line 1`
pub fn place(difference: &Difference) -> String {
    let number = difference.index + 1;
    match &difference.text {
        Text::Stream(Stream::Stdout) => format!("line {number}"),
        Text::Stream(Stream::Stderr) => format!("standard error, line {number}"),
        Text::File(name) => format!("file {}, line {number}", excerpt(name.as_bytes())),
        Text::Connection { name, .. } => format!("connection {name}"),
    }
}

/// What the session language puts before such a line.
pub fn sign_of(text: &Text) -> String {
    match text {
        Text::Stream(stream) => mark_of(*stream).to_owned(),
        Text::File(_) => String::new(),
        Text::Connection { name, .. } => format!("@{name}< "),
    }
}

pub fn text_of(expected: &Expected) -> String {
    match expected {
        Expected::Literal(text) => excerpt(text),
        Expected::Pattern(text) => excerpt(text.as_bytes()),
        Expected::End => "(the end of the output)".to_owned(),
    }
}

/// For a message: in quotes, or what it is in words.
pub fn quoted(expected: &Expected) -> String {
    match expected {
        Expected::Literal(text) => quoted_bytes(text),
        Expected::Pattern(text) => quoted_bytes(text.as_bytes()),
        Expected::End => "the end of the output".to_owned(),
    }
}

pub fn quoted_bytes(text: &[u8]) -> String {
    if text.is_empty() { "an empty line".to_owned() } else { format!("'{}'", excerpt(text)) }
}

pub fn with_insight(message: String, insight: Option<String>) -> String {
    match insight {
        Some(insight) => format!("{message}. {}", insight.trim_end_matches('.')),
        None => message,
    }
}
