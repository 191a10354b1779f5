//! One line was expected, another came; or one too many.

use expect::session::Stream;
use expect::visible::excerpt;

use super::history::history;
use super::likeness::{Likeness, comes_twice, likeness};
use super::marks::{self, Marked};
use super::phrases::{place, quoted, quoted_bytes, sign_of, text_of, with_insight};
use super::scene::{Scene, mark_of, row, shown};
use super::window::{MOST_LIKENED, Window, same_bytes};
use super::{Told, choices, holes, misplaced, missing};
use display::styled::{Row, Span, Style, Styled, span};
use verdict::finding::{Difference, Expected, ExpectedLine, Got, Source, Text};

pub fn tell(scene: &Scene<'_>, difference: &Difference) -> Told {
    let Got::Line { text: got, .. } = &difference.got else { return missing::tell(scene, difference) };
    match difference.expected.as_slice() {
        [only] if only.what == Expected::End => tell_extra(scene, difference, got),
        [only] if only.stream.is_none() && !only.any_order => tell_replaced(scene, difference, only, got),
        _ => choices::tell(scene, difference, got),
    }
}

fn tell_replaced(scene: &Scene<'_>, difference: &Difference, expected: &ExpectedLine, got: &[u8]) -> Told {
    let elsewhere = misplaced::find(scene, difference);
    let likeness = match &expected.what {
        _ if is_bare_lf(scene, difference, expected, got) => Some(Likeness { sentence: BARE_LF, beside: None }),
        Expected::Literal(text) if forks(scene) && comes_twice(text, got) => {
            Some(Likeness { sentence: TWICE, beside: None })
        }
        Expected::Literal(text) if elsewhere.is_none() && text.len().max(got.len()) <= MOST_LIKENED => {
            likeness(text, got)
        }
        Expected::Literal(_) | Expected::Pattern(_) | Expected::End => None,
    };
    let (wanted, came) = sides(&expected.what, got);
    let marked = match (&elsewhere, &likeness) {
        (Some(_), _) => marks::unmarked(&wanted, &came),
        (None, Some(_)) if matches!(expected.what, Expected::Literal(_)) => marks::mark_all(&wanted, &came),
        (None, _) => marked(scene, expected, got),
    };
    let insight = elsewhere.or_else(|| likeness.as_ref().map(|likeness| likeness.sentence.to_owned()));

    let mut body = Styled::new();
    if let Some(insight) = &insight {
        body.prose(insight.as_str());
        body.blank();
    }
    let mut rows = history(scene, difference);
    rows.extend(pair(difference, marked, likeness));
    body.rows(rows);
    if let Some(legend) = holes::legend(expected) {
        body.prose(vec![span(Style::Dim, legend)]);
    }
    let message = format!("{}: expected {}, found {}", place(difference), quoted(&expected.what), quoted_bytes(got));
    Told { message: with_insight(message, insight), body, right_so_far: difference.index > 0 }
}

const TWICE: &str = "Text from before the fork came out twice: was it flushed?";

/// Is it an exercise in which programs copy themselves, buffers and all?
fn forks(scene: &Scene<'_>) -> bool {
    scene.case.subject.id.starts_with("fork_wait/")
}

const BARE_LF: &str = "Your line ends with LF alone; here each line ends with CR LF.";

/// On a connection of which each line ends with CR LF: is the line right but for its CR?
fn is_bare_lf(scene: &Scene<'_>, difference: &Difference, expected: &ExpectedLine, got: &[u8]) -> bool {
    let Text::Connection { .. } = difference.text else { return false };
    let Some(line) = got.strip_suffix(b"\n") else { return false };
    scene.pattern_of(expected).is_some_and(|pattern| pattern.matches(line, scene.bindings).is_some())
}

/// Both lines as they are shown: of long ones the part in which they begin to differ.
fn sides(expected: &Expected, got: &[u8]) -> (String, String) {
    match expected {
        Expected::Literal(text) => {
            let same = same_bytes(text, got);
            (Window::around(text, same).text(), Window::around(got, same).text())
        }
        Expected::Pattern(_) | Expected::End => (text_of(expected), excerpt(got)),
    }
}

/// Both lines, with the places where they differ.
fn marked(scene: &Scene<'_>, expected: &ExpectedLine, got: &[u8]) -> Marked {
    match (&expected.what, scene.pattern_of(expected)) {
        (Expected::Pattern(_), Some(pattern)) => {
            let at = holes::first_difference(pattern, &got[..got.len().min(MOST_LIKENED)], scene.bindings);
            let window = Window::around(got, at);
            marks::mark_from(&text_of(&expected.what), &window.text(), window.column(at))
        }
        _ => {
            let (wanted, came) = sides(&expected.what, got);
            marks::mark(&wanted, &came)
        }
    }
}

/// The `-` and the `+`.
fn pair(difference: &Difference, marked: Marked, likeness: Option<Likeness>) -> [Row; 2] {
    let sign = sign_of(&difference.text);
    let row_of = |mark: &str, style: Style, text: Vec<Span>, note: String| {
        let is_empty = text.iter().all(|one| one.text.is_empty());
        let mut spans = vec![span(style, sign.as_str())];
        spans.extend(if is_empty { vec![span(Style::Dim, "(an empty line)")] } else { text });
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
    let sentence = misplaced::find(scene, difference).unwrap_or_else(|| match (&difference.text, difference.index) {
        (Text::Stream(stream), 0) => format!("Nothing is expected on {}.", misplaced::name(*stream)),
        (Text::File(name), 0) => format!("The file {} should be empty.", excerpt(name.as_bytes())),
        (Text::Connection { name, .. }, _) => format!("Nothing more is expected on connection {name}."),
        (Text::Stream(Stream::Stderr), lines) => {
            let came = scene.lines(Stream::Stderr).len();
            let expected = super::counted(lines, "line is", "lines are");
            format!("{expected} expected on standard error, but {came} came.")
        }
        (Text::Stream(Stream::Stdout) | Text::File(_), lines) => {
            format!("Nothing more is expected after line {lines}.")
        }
    });
    let mut rows = history(scene, difference);
    rows.extend(instead(scene, difference));
    let text = marks::unmarked("", &excerpt(got));
    let [_, extra] = pair(difference, text, None);
    rows.push(extra);
    let message = format!("{}: found {}. {}", place(difference), quoted_bytes(got), sentence.trim_end_matches('.'));
    Told { message, right_so_far: difference.index > 0, ..Told::sentence(sentence, shown(rows)) }
}

/// Where no standard output is expected but an error message, and none has come: its first line.
fn instead(scene: &Scene<'_>, difference: &Difference) -> Option<Row> {
    let is_first = difference.text == Text::Stream(Stream::Stdout) && difference.index == 0;
    let phase = scene.command.phases.first().filter(|_| is_first && scene.lines(Stream::Stderr).is_empty())?;
    let line = *phase.stderr.first()?.lines().first()?;
    let text = excerpt(line.pattern.show(scene.bindings).as_bytes());
    let spans = vec![span(Style::Good, format!("{}{text}", mark_of(Stream::Stderr)))];
    Some(Row { note: vec![span(Style::Dim, "expected")], ..row("- ", spans) })
}

fn yours(difference: &Difference) -> String {
    let number = difference.index + 1;
    match &difference.text {
        Text::Stream(_) => format!("yours, line {number}"),
        Text::File(_) => format!("line {number} of the file"),
        Text::Connection { .. } => "received".to_owned(),
    }
}
