//! The places where two lines differ.

use display::styled::{Span, Style, span};

/// Two lines side by side.
pub struct Marked {
    pub expected: Vec<Span>,
    pub got: Vec<Span>,
    /// Column of the first difference, in characters.
    pub focus: usize,
}

/// Pieces of a line beyond which only its beginning and end are compared.
const MOST_PIECES: usize = 300;

/// Marks what differs. Where little is the same, nothing is marked: the lines differ as wholes. Both are visible text.
pub fn mark(expected: &str, got: &str) -> Marked {
    let (ours, theirs) = (pieces(expected), pieces(got));
    let (same, _) = common(&ours, &theirs);
    let alike: usize = ours.iter().zip(&same).filter(|(_, same)| **same).map(|(piece, _)| piece.trim().len()).sum();
    let longest = expected.len().max(got.len());
    if alike * 3 < longest { unmarked(expected, got) } else { mark_all(expected, got) }
}

/// Both lines, without marks.
pub fn unmarked(expected: &str, got: &str) -> Marked {
    let focus = first_difference(expected, got);
    Marked { expected: vec![span(Style::Good, expected)], got: vec![span(Style::Bad, got)], focus }
}

/// Marks whatever differs.
pub fn mark_all(expected: &str, got: &str) -> Marked {
    let (ours, theirs) = (pieces(expected), pieces(got));
    let (same_ours, same_theirs) = common(&ours, &theirs);
    let focus = first_difference(expected, got);
    let mut got = spans(&theirs, &same_theirs, Style::Bad, Style::BadMark);
    if !got.iter().any(|one| one.style == Style::BadMark) {
        got = mark_gap(got, focus);
    }
    Marked { expected: spans(&ours, &same_ours, Style::Good, Style::GoodMark), got, focus }
}

/// Marks the word of `got` in which character `focus` stands: up to there it fits a line with holes.
pub fn mark_from(expected: &str, got: &str, focus: usize) -> Marked {
    let unmarked = Marked { focus, ..unmarked(expected, got) };
    let mut end = 0;
    let piece = pieces(got).into_iter().find(|piece| {
        end += piece.chars().count();
        end > focus
    });
    let Some(piece) = piece else { return Marked { got: mark_gap(unmarked.got, focus), ..unmarked } };
    let before: String = got.chars().take(end - piece.chars().count()).collect();
    let after: String = got.chars().skip(end).collect();
    let got = vec![span(Style::Bad, before), span(Style::BadMark, piece), span(Style::Bad, after)];
    Marked { got, ..unmarked }
}

/// Characters that both begin with.
pub fn first_difference(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

/// Words and numbers, runs of blanks, single signs.
fn pieces(text: &str) -> Vec<&str> {
    let class = |letter: char| match letter {
        _ if letter.is_alphanumeric() => 0,
        ' ' => 1,
        _ => 2,
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, letter) in text.char_indices() {
        let now = class(letter);
        if last.is_some_and(|last| last != now || now == 2) {
            pieces.push(&text[start..at]);
            start = at;
        }
        last = Some(now);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// For each piece, whether it belongs to the longest common subsequence.
fn common(ours: &[&str], theirs: &[&str]) -> (Vec<bool>, Vec<bool>) {
    let (mut in_ours, mut in_theirs) = (vec![false; ours.len()], vec![false; theirs.len()]);
    if ours.len() > MOST_PIECES || theirs.len() > MOST_PIECES {
        let same = ours.iter().zip(theirs).take_while(|(a, b)| a == b).count();
        in_ours[..same].fill(true);
        in_theirs[..same].fill(true);
        return (in_ours, in_theirs);
    }
    // length[i][j]: of the longest common subsequence of what follows i and j.
    let mut length = vec![vec![0_u32; theirs.len() + 1]; ours.len() + 1];
    for i in (0..ours.len()).rev() {
        for j in (0..theirs.len()).rev() {
            length[i][j] =
                if ours[i] == theirs[j] { length[i + 1][j + 1] + 1 } else { length[i + 1][j].max(length[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < ours.len() && j < theirs.len() {
        if ours[i] == theirs[j] {
            (in_ours[i], in_theirs[j]) = (true, true);
            (i, j) = (i + 1, j + 1);
        } else if length[i + 1][j] >= length[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    (in_ours, in_theirs)
}

fn spans(pieces: &[&str], same: &[bool], plain: Style, marked: Style) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (piece, same) in pieces.iter().zip(same) {
        let style = if *same { plain } else { marked };
        match spans.last_mut() {
            Some(last) if last.style == style => last.text.push_str(piece),
            Some(_) | None => spans.push(span(style, *piece)),
        }
    }
    spans
}

/// Something is only missing: marks the character that stands where it should be, or the place after the last.
fn mark_gap(spans: Vec<Span>, focus: usize) -> Vec<Span> {
    let text: String = spans.into_iter().map(|one| one.text).collect();
    let before: String = text.chars().take(focus).collect();
    let at: String = text.chars().skip(focus).take(1).collect();
    let after: String = text.chars().skip(focus + 1).collect();
    let at = if at.is_empty() { " ".to_owned() } else { at };
    vec![span(Style::Bad, before), span(Style::BadMark, at), span(Style::Bad, after)]
}

#[cfg(test)]
mod tests {
    use super::{Style, mark};

    fn marked(expected: &str, got: &str) -> (String, String) {
        let both = mark(expected, got);
        let show = |spans: Vec<super::Span>| {
            let is_marked = |style| matches!(style, Style::GoodMark | Style::BadMark);
            let show = |one: super::Span| if is_marked(one.style) { format!("<{}>", one.text) } else { one.text };
            spans.into_iter().map(show).collect::<String>()
        };
        (show(both.expected), show(both.got))
    }

    #[test]
    fn numbers_and_words_are_marked_whole() {
        let (expected, got) = marked("child 2 [667..1000]: 278389", "child 2 [667..999]: 277389");
        assert_eq!(expected, "child 2 [667..<1000>]: <278389>");
        assert_eq!(got, "child 2 [667..<999>]: <277389>");
    }

    #[test]
    fn what_is_missing_marks_its_place() {
        assert_eq!(marked("a, b", "a b").1, "a< >b");
        assert_eq!(marked("total 42.", "total 42").1, "total 42< >");
    }

    #[test]
    fn what_has_little_in_common_is_not_marked() {
        assert_eq!(marked("hello", "goodbye, world").1, "goodbye, world");
        assert_eq!(marked("", "x").1, "x");
    }
}
