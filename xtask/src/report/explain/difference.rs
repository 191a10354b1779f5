//! A line that is not the expected one, one too many, or missing.

use expect::session::Stream;
use expect::visible::visible;

use super::likeness::{Likeness, likeness};
use super::scene::{Scene, Until, mark_of, row, shown};
use super::{Told, elsewhere, files, holes, marks};
use crate::report::styled::{Row, Span, Style, Styled, span};
use crate::run::outcome::Ended;
use crate::verdict::finding::{Difference, Expected, ExpectedLine, Got, Source, Text};

/// Lines that could have come and are shown.
const MOST_CHOICES: usize = 6;

pub fn tell(scene: &Scene<'_>, difference: &Difference) -> Told {
    let Got::Line { text: got, .. } = &difference.got else { return tell_missing(scene, difference) };
    match difference.expected.as_slice() {
        [only] if only.what == Expected::End => tell_extra(scene, difference, got),
        [only] if only.stream.is_none() && !only.any_order => tell_replaced(scene, difference, only, got),
        _ => tell_choices(scene, difference, got),
    }
}

/// One line was expected, another came.
fn tell_replaced(scene: &Scene<'_>, difference: &Difference, expected: &ExpectedLine, got: &[u8]) -> Told {
    let likeness = match &expected.what {
        Expected::Literal(text) => likeness(text, got),
        Expected::Pattern(_) | Expected::End => None,
    };
    let insight =
        elsewhere::find(scene, difference).or_else(|| likeness.as_ref().map(|likeness| likeness.sentence.to_owned()));
    let place = place(difference);
    let message = format!("{place}: expected '{}', found '{}'", text_of(&expected.what), visible(got));

    let mut body = Styled::new();
    if let Some(insight) = &insight {
        body.prose(insight.as_str());
        body.blank();
    }
    let mut rows = history(scene, difference);
    rows.extend(pair(difference, expected, got, likeness));
    body.rows(rows);
    if let Some(legend) = open_pattern(&expected.what).and_then(holes::legend) {
        body.prose(vec![span(Style::Dim, legend)]);
    }
    let message = insight.map_or(message.clone(), |insight| format!("{message}. {}", insight.trim_end_matches('.')));
    Told { message, body, right_so_far: difference.index > 0 }
}

/// The `-` and the `+`.
fn pair(difference: &Difference, expected: &ExpectedLine, got: &[u8], likeness: Option<Likeness>) -> [Row; 2] {
    let (wanted, came) = (text_of(&expected.what), visible(got));
    let marked = match &expected.what {
        Expected::Literal(_) => marks::mark(&wanted, &came),
        Expected::Pattern(_) | Expected::End => marks::Marked {
            focus: marks::first_difference(&wanted, &came),
            expected: vec![span(Style::Good, wanted)],
            got: vec![span(Style::Bad, came)],
        },
    };
    let sign = sign_of(&difference.text);
    let row_of = |mark: &str, style: Style, text: Vec<Span>, note: String| {
        let mut spans = vec![span(style, sign.as_str())];
        spans.extend(text);
        let focus = Some(marked.focus + sign.chars().count());
        Row { focus, note: vec![span(Style::Dim, note)], ..row(mark, spans) }
    };
    let expected_note = match difference.source {
        Source::Case => "expected",
        Source::Solution => "our solution's",
    };
    let mut got_note = yours(difference);
    if let Some(beside) = likeness.and_then(|likeness| likeness.beside) {
        got_note = format!("{got_note}: {beside}");
    }
    [
        row_of("- ", Style::Good, marked.expected, expected_note.to_owned()),
        row_of("+ ", Style::Bad, marked.got, got_note),
    ]
}

/// The text should have ended.
fn tell_extra(scene: &Scene<'_>, difference: &Difference, got: &[u8]) -> Told {
    let sentence = elsewhere::find(scene, difference).unwrap_or_else(|| match (&difference.text, difference.index) {
        (Text::Stream(stream), 0) => format!("Nothing is expected on {}.", elsewhere::name(*stream)),
        (Text::File(name), 0) => format!("The file {} should be empty.", visible(name.as_bytes())),
        (Text::Connection { name, .. }, _) => format!("Nothing more is expected on connection {name}."),
        (Text::Stream(Stream::Stderr), lines) => {
            format!("Nothing more is expected on standard error after line {lines}.")
        }
        (Text::Stream(Stream::Stdout) | Text::File(_), lines) => {
            format!("Nothing more is expected after line {lines}.")
        }
    });
    let mut rows = history(scene, difference);
    let mut spans = vec![span(Style::Bad, sign_of(&difference.text))];
    spans.push(span(Style::Bad, visible(got)));
    rows.push(Row { note: vec![span(Style::Dim, yours(difference))], focus: Some(0), ..row("+ ", spans) });
    let message = format!("{} {}: '{}'", sentence, place(difference), visible(got));
    Told { message, right_so_far: difference.index > 0, ..Told::sentence(sentence, shown(rows)) }
}

/// The text ended, but more was expected.
fn tell_missing(scene: &Scene<'_>, difference: &Difference) -> Told {
    let sentence = match &difference.text {
        Text::Stream(stream) => missing_sentence(scene, *stream, difference.index),
        Text::File(name) => {
            let lines = super::counted(difference.index, "line", "lines");
            format!("The file {} ends after {lines}; more is expected.", visible(name.as_bytes()))
        }
        Text::Connection { name, .. } => {
            format!("Your program closed its side of connection {name}, where a line is expected.")
        }
    };
    let sentence = match elsewhere::find(scene, difference) {
        Some(insight) => format!("{sentence} {insight}"),
        None => sentence,
    };
    let mut rows = history(scene, difference);
    rows.extend(expected_next(difference));
    if difference.text == Text::Stream(Stream::Stdout) {
        rows.extend(scene.stderr());
    }
    let mut told = Told::sentence(sentence, shown(rows));
    let next = difference.expected.first().map(|one| text_of(&one.what)).unwrap_or_default();
    told.message.push_str(&format!(" Expected next: '{next}'"));
    Told { right_so_far: difference.index > 0, ..told }
}

fn missing_sentence(scene: &Scene<'_>, stream: Stream, lines: usize) -> String {
    let ended = how_it_ended(scene);
    match (stream, lines) {
        (Stream::Stdout, 0) => format!("Your program {ended} and printed nothing."),
        (Stream::Stderr, 0) => format!("Your program {ended} and printed nothing on standard error."),
        (Stream::Stdout, _) => format!("Your program {ended} after line {lines}; more is expected."),
        (Stream::Stderr, _) => {
            format!("Your program {ended} after line {lines} on standard error; more is expected there.")
        }
    }
}

/// `ended with exit code 0`
pub fn how_it_ended(scene: &Scene<'_>) -> String {
    match scene.run.ended {
        _ if scene.run.stopped.is_some() => "was stopped".to_owned(),
        Ended::Exited { code } => format!("ended with exit code {code}"),
        Ended::Signaled { signal, .. } => format!("was killed by {}", crate::verdict::signal::name(signal)),
        Ended::NotStarted => "did not start".to_owned(),
    }
}

/// What should have come next, as `-` rows.
pub fn expected_next(difference: &Difference) -> Vec<Row> {
    let sign = sign_of(&difference.text);
    let choices = choices(difference);
    let one_only = choices.len() == 1;
    let mut rows = Vec::new();
    for (index, one) in choices.iter().take(MOST_CHOICES).enumerate() {
        let lead = match (index, one_only) {
            (0, _) => "expected next",
            _ => "or",
        };
        let note = match stream_note(one) {
            Some(note) if !one_only => format!("{lead}, {note}"),
            _ => lead.to_owned(),
        };
        let text = vec![span(Style::Good, format!("{sign}{}", text_of(&one.what)))];
        rows.push(Row { note: vec![span(Style::Dim, note)], ..row("- ", text) });
    }
    rows.extend(and_more(choices.len(), "      "));
    rows
}

/// Several lines could have come, or the order is free.
fn tell_choices(scene: &Scene<'_>, difference: &Difference, got: &[u8]) -> Told {
    let sign = sign_of(&difference.text);
    let lead = |text: String| vec![span(Style::Dim, format!("    {text:<22}"))];
    let mut rows = vec![Row {
        gutter: lead(format!("your line {}", difference.index + 1)),
        text: vec![span(Style::Bad, format!("{sign}{}", visible(got)))],
        ..Row::default()
    }];
    let choices = choices(difference);
    for (index, one) in choices.iter().take(MOST_CHOICES).enumerate() {
        let which = if index == 0 { "could have been".to_owned() } else { format!("{:>16}", "or") };
        let note = stream_note(one).map(|note| span(Style::Dim, note));
        let text = vec![span(Style::Good, format!("{sign}{}", text_of(&one.what)))];
        rows.push(Row { gutter: lead(which), text, focus: None, note: note.into_iter().collect() });
    }
    rows.extend(and_more(choices.len(), &" ".repeat(26)));

    let insight = elsewhere::find(scene, difference);
    let mut body = Styled::new();
    if let Some(insight) = &insight {
        body.prose(insight.as_str());
        body.blank();
    }
    body.rows(vec![scene.command_row()]);
    body.rows(rows);
    if let Some(rule) = rule(&choices) {
        body.prose(rule);
    }
    let could: Vec<String> = choices.iter().take(MOST_CHOICES).map(|one| format!("'{}'", text_of(&one.what))).collect();
    let message = format!("{}: found '{}', could have been {}", place(difference), visible(got), could.join(" or "));
    let message = insight.map_or(message.clone(), |insight| format!("{message}. {}", insight.trim_end_matches('.')));
    Told { message, body, right_so_far: difference.index > 0 }
}

/// The end of the output comes last among them.
fn choices(difference: &Difference) -> Vec<&ExpectedLine> {
    let mut choices: Vec<_> = difference.expected.iter().collect();
    choices.sort_by_key(|one| one.what == Expected::End);
    choices
}

fn and_more(count: usize, indent: &str) -> Option<Row> {
    let hidden = count.checked_sub(MOST_CHOICES).filter(|hidden| *hidden > 0)?;
    let gutter = vec![span(Style::Plain, indent)];
    let text = vec![span(Style::Dim, format!("or one of {hidden} more"))];
    Some(Row { gutter, text, focus: None, note: Vec::new() })
}

fn stream_note(one: &ExpectedLine) -> Option<String> {
    one.stream.as_ref().map(|stream| format!("next of {stream}"))
}

/// What is free about the order.
fn rule(choices: &[&ExpectedLine]) -> Option<&'static str> {
    if choices.iter().any(|one| one.any_order) {
        return Some("These may come in any order, each of them once.");
    }
    let streams = choices.iter().filter(|one| one.stream.is_some()).count();
    match streams {
        0 => None,
        1 => Some("The others have said all they should; this one's own lines keep their order."),
        2 => Some("The two may mix as they like, but each one's own lines keep their order."),
        _ => Some("They may mix as they like, but each one's own lines keep their order."),
    }
}

/// The line is right but for its newline.
pub fn tell_newline(scene: &Scene<'_>, text: &Text, index: usize, got: &[u8], expected_newline: bool) -> Told {
    let number = index + 1;
    let (sentence, note) = if expected_newline {
        (format!("Line {number} is right, but the newline at its end is missing."), "without a newline")
    } else {
        (format!("Line {number} is right, but there should be no newline at its end."), "one newline too many")
    };
    let mut rows = match text {
        Text::Stream(stream) => scene.history(Until::Line(*stream, index)),
        Text::File(name) => files::history(scene, name, index),
        Text::Connection { .. } => vec![scene.command_row()],
    };
    let line = vec![span(Style::Bad, format!("{}{}", sign_of(text), visible(got)))];
    rows.push(Row { note: vec![span(Style::Dim, format!("line {number}, {note}"))], ..row("+ ", line) });
    Told::sentence(sentence, shown(rows))
}

/// A line that may appear nowhere.
pub fn tell_forbidden(scene: &Scene<'_>, stream: Stream, index: usize, got: &[u8], line: u32) -> Told {
    let rule = scene.command.forbidden.iter().find(|rule| rule.line == line);
    let pattern = rule.map(|rule| visible(rule.pattern.show(scene.bindings).as_bytes())).unwrap_or_default();
    let sentence = format!("No line like this may appear: {}{pattern}", mark_of(stream));
    let mut rows = scene.history(Until::Line(stream, index));
    let text = vec![span(Style::Bad, format!("{}{}", mark_of(stream), visible(got)))];
    rows.push(Row { note: vec![span(Style::Dim, format!("yours, line {}", index + 1))], ..row("+ ", text) });
    let mut told = Told::sentence(sentence, shown(rows));
    told.message.push_str(&format!(" (line {}: '{}')", index + 1, visible(got)));
    told
}

fn history(scene: &Scene<'_>, difference: &Difference) -> Vec<Row> {
    match &difference.text {
        Text::Stream(stream) => scene.history(Until::Line(*stream, difference.index)),
        Text::File(name) => files::history(scene, name, difference.index),
        Text::Connection { .. } => {
            let mut rows = scene.history(Until::End);
            // The step that received the line is the one that is shown as the difference.
            rows.pop();
            rows
        }
    }
}

/// `line 3`, `standard error, line 1`
fn place(difference: &Difference) -> String {
    let number = difference.index + 1;
    match &difference.text {
        Text::Stream(Stream::Stdout) => format!("line {number}"),
        Text::Stream(Stream::Stderr) => format!("standard error, line {number}"),
        Text::File(name) => format!("file {}, line {number}", visible(name.as_bytes())),
        Text::Connection { name, .. } => format!("connection {name}"),
    }
}

fn yours(difference: &Difference) -> String {
    let number = difference.index + 1;
    match &difference.text {
        Text::Stream(_) => format!("yours, line {number}"),
        Text::File(_) => format!("line {number} of the file"),
        Text::Connection { .. } => "received".to_owned(),
    }
}

/// What the session language puts before such a line.
fn sign_of(text: &Text) -> String {
    match text {
        Text::Stream(stream) => mark_of(*stream).to_owned(),
        Text::File(_) => String::new(),
        Text::Connection { name, .. } => format!("@{name}< "),
    }
}

fn text_of(expected: &Expected) -> String {
    match expected {
        Expected::Literal(text) => visible(text),
        Expected::Pattern(text) => visible(text.as_bytes()),
        Expected::End => "(the end of the output)".to_owned(),
    }
}

fn open_pattern(expected: &Expected) -> Option<&str> {
    match expected {
        Expected::Pattern(text) => Some(text),
        Expected::Literal(_) | Expected::End => None,
    }
}
