//! A line that breaks a rule by itself: its newline, `@not`.

use expect::session::Stream;
use expect::visible::excerpt;

use super::phrases::{quoted_bytes, sign_of};
use super::scene::{Scene, Until, mark_of, row, shown};
use super::{Told, files};
use display::styled::{Row, Style, span};
use verdict::finding::Text;

/// The line is right but for its newline.
pub fn tell_newline(scene: &Scene<'_>, text: &Text, index: usize, got: &[u8], expected_newline: bool) -> Told {
    let number = index + 1;
    let (rows, line) = match text {
        Text::Stream(Stream::Stdout) => (scene.history(Until::Line(Stream::Stdout, index)), format!("Line {number}")),
        Text::Stream(Stream::Stderr) => {
            (scene.history(Until::Line(Stream::Stderr, index)), format!("Line {number} on standard error"))
        }
        Text::File(name) => {
            (files::history(scene, name, index), format!("Line {number} of the file {}", excerpt(name.as_bytes())))
        }
        Text::Connection { name, .. } => (vec![scene.command_row()], format!("The line on connection {name}")),
    };
    let (sentence, note) = if expected_newline {
        (format!("{line} is right, but the newline at its end is missing."), "without a newline")
    } else {
        (format!("{line} is right, but there should be no newline at its end."), "one newline too many")
    };
    let mut rows = rows;
    let text = vec![span(Style::Bad, format!("{}{}", sign_of(text), excerpt(got)))];
    rows.push(Row { note: vec![span(Style::Dim, format!("line {number}, {note}"))], ..row("+ ", text) });
    Told::sentence(sentence, shown(rows))
}

/// A line that may appear nowhere.
pub fn tell_forbidden(scene: &Scene<'_>, stream: Stream, index: usize, got: &[u8], line: u32) -> Told {
    let rule = scene.command.forbidden.iter().find(|rule| rule.line == line);
    let pattern = rule.map(|rule| excerpt(rule.pattern.show(scene.bindings).as_bytes())).unwrap_or_default();
    let sentence = format!("No line like this may appear: {}{pattern}", mark_of(stream));
    let mut rows = scene.history(Until::Line(stream, index));
    let text = vec![span(Style::Bad, format!("{}{}", mark_of(stream), excerpt(got)))];
    rows.push(Row { note: vec![span(Style::Dim, format!("yours, line {}", index + 1))], ..row("+ ", text) });
    let mut told = Told::sentence(sentence, shown(rows));
    told.message.push_str(&format!(" (line {}: {})", index + 1, quoted_bytes(got)));
    told
}
