//! Several lines could have come, since the order is partly free.

use expect::visible::excerpt;

use super::phrases::{place, quoted, quoted_bytes, sign_of, text_of, with_insight};
use super::scene::Scene;
use super::{Told, misplaced};
use display::styled::{Row, Style, Styled, span};
use verdict::finding::{Difference, Expected, ExpectedLine};

/// Lines that could have come and are shown.
const MOST: usize = 6;

pub fn tell(scene: &Scene<'_>, difference: &Difference, got: &[u8]) -> Told {
    let (shown, hidden) = some(difference, got);
    let insight = misplaced::find(scene, difference);
    let mut body = Styled::new();
    if let Some(insight) = &insight {
        body.prose(insight.as_str());
        body.blank();
    }
    body.rows(vec![scene.command_row()]);
    body.rows(rows(difference, got, &shown, hidden));
    if let Some(rule) = rule(&difference.expected) {
        body.prose(rule);
    }
    let could: Vec<String> = shown.iter().map(|one| quoted(&one.what)).collect();
    let could = could.join(" or ");
    let message = format!("{}: found {}, could have been {could}", place(difference), quoted_bytes(got));
    Told { message: with_insight(message, insight), body, right_so_far: difference.index > 0 }
}

fn rows(difference: &Difference, got: &[u8], shown: &[&ExpectedLine], hidden: usize) -> Vec<Row> {
    let sign = sign_of(&difference.text);
    let row = |lead: String, style: Style, text: String, note: String| Row {
        gutter: vec![span(Style::Dim, format!("    {lead:<22}"))],
        text: vec![span(style, text)],
        focus: None,
        note: if note.is_empty() { Vec::new() } else { vec![span(Style::Dim, note)] },
    };
    let yours = if got.is_empty() { "(an empty line)".to_owned() } else { format!("{sign}{}", excerpt(got)) };
    let mut rows = vec![row(format!("your line {}", difference.index + 1), Style::Bad, yours, String::new())];
    for (index, one) in shown.iter().enumerate() {
        let lead = if index == 0 { "could have been".to_owned() } else { format!("{:>16}", "or") };
        let note = one.stream.as_ref().map(|stream| format!("next of {stream}")).unwrap_or_default();
        rows.push(row(lead, Style::Good, format!("{sign}{}", text_of(&one.what)), note));
    }
    if hidden > 0 {
        rows.push(row(format!("{:>16}", "or"), Style::Dim, format!("one of {hidden} more"), String::new()));
    }
    rows
}

/// The choices that are shown, those most like `got` first and the end last, and how many are not.
pub fn some<'a>(difference: &'a Difference, got: &[u8]) -> (Vec<&'a ExpectedLine>, usize) {
    let alike = |one: &ExpectedLine| match &one.what {
        Expected::Literal(text) => same_beginning(text, got),
        Expected::Pattern(text) => same_beginning(text.as_bytes(), got),
        Expected::End => 0,
    };
    let mut all: Vec<&ExpectedLine> = difference.expected.iter().collect();
    all.sort_by_key(|one| (one.what == Expected::End, std::cmp::Reverse(alike(one))));
    let hidden = all.len().saturating_sub(MOST);
    all.truncate(MOST);
    (all, hidden)
}

fn same_beginning(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

/// What is free about the order.
fn rule(expected: &[ExpectedLine]) -> Option<&'static str> {
    if expected.iter().any(|one| one.any_order) {
        return Some("These may come in any order, each of them once.");
    }
    match expected.iter().filter(|one| one.stream.is_some()).count() {
        0 => None,
        1 => Some("The others have said all they should; this one's own lines keep their order."),
        2 => Some("The two may mix as they like, but each one's own lines keep their order."),
        _ => Some("They may mix as they like, but each one's own lines keep their order."),
    }
}
