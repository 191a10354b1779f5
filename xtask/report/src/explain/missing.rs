//! The text ended, but more was expected.

use expect::session::Stream;
use expect::visible::excerpt;

use super::history::history;
use super::phrases::{quoted, sign_of, text_of};
use super::scene::{Scene, row, shown};
use super::{Told, choices, misplaced};
use display::styled::{Row, Style, span};
use outcome::Ended;
use verdict::finding::{Difference, Text};

pub fn tell(scene: &Scene<'_>, difference: &Difference) -> Told {
    let mut sentence = sentence(scene, difference);
    if let Some(insight) = misplaced::find(scene, difference) {
        sentence = format!("{sentence} {insight}");
    }
    let mut rows = history(scene, difference);
    if difference.text == Text::Stream(Stream::Stdout) {
        rows.extend(scene.stderr());
    }
    rows.extend(expected_next(difference));
    let mut told = Told::sentence(sentence, shown(rows));
    told.message.push_str(&next_in_words(difference));
    Told { right_so_far: difference.index > 0, ..told }
}

fn sentence(scene: &Scene<'_>, difference: &Difference) -> String {
    let ended = format!("{} {}", scene.who(), how_it_ended(scene));
    let lines = difference.index;
    match (&difference.text, lines) {
        (Text::Stream(Stream::Stdout), 0) => format!("{ended} and printed nothing."),
        (Text::Stream(Stream::Stderr), 0) => format!("{ended} and printed nothing on standard error."),
        (Text::Stream(Stream::Stdout), _) => format!("{ended} after line {lines}; more is expected."),
        (Text::Stream(Stream::Stderr), _) => {
            format!("{ended} after line {lines} on standard error; more is expected there.")
        }
        (Text::File(name), _) => {
            let lines = super::counted(lines, "line", "lines");
            format!("The file {} ends after {lines}; more is expected.", excerpt(name.as_bytes()))
        }
        (Text::Connection { name, .. }, _) => {
            format!("Your program closed its side of connection {name}, where a line is expected.")
        }
    }
}

/// `ended with exit code 0`
pub fn how_it_ended(scene: &Scene<'_>) -> String {
    match scene.run.ended {
        _ if scene.run.stopped.is_some() => "was stopped".to_owned(),
        Ended::Exited { code } => format!("ended with exit code {code}"),
        Ended::Signaled { signal, .. } => format!("was killed by {}", outcome::signal::name(signal)),
        Ended::NotStarted => "did not start".to_owned(),
    }
}

/// What should have come next, as `-` rows.
pub fn expected_next(difference: &Difference) -> Vec<Row> {
    let sign = sign_of(&difference.text);
    let (shown, hidden) = choices::some(difference, b"");
    let one_only = shown.len() == 1;
    let mut rows = Vec::new();
    for (index, one) in shown.iter().enumerate() {
        let lead = if index == 0 { "expected next" } else { "or" };
        let note = match &one.stream {
            Some(stream) if !one_only => format!("{lead}, next of {stream}"),
            Some(_) | None => lead.to_owned(),
        };
        let text = vec![span(Style::Good, format!("{sign}{}", text_of(&one.what)))];
        rows.push(Row { note: vec![span(Style::Dim, note)], ..row("- ", text) });
    }
    if hidden > 0 {
        rows.push(row("  ", vec![span(Style::Dim, format!("or one of {hidden} more"))]));
    }
    rows
}

/// ` Expected next: 'total 42'`
pub fn next_in_words(difference: &Difference) -> String {
    let (shown, _) = choices::some(difference, b"");
    let words: Vec<String> = shown.iter().map(|one| quoted(&one.what)).collect();
    format!(" Expected next: {}", words.join(" or "))
}
