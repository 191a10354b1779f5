//! Lines laid out for a width: wrapped, cut, aligned.

use super::styled::{Block, Row, Span, Style, span};

/// One row of a terminal.
pub type Laid = Vec<Span>;

/// Columns between the longest text and its note, where there is room.
const GAP: usize = 8;
const LEAST_GAP: usize = 2;
/// Columns of a text that must be left beside a note.
const LEAST_TEXT: usize = 24;
/// Columns in sight before the focus of a text that is cut on its left.
const LEAD: usize = 16;

/// The rows of a line in a terminal of `width` columns.
pub fn lay_out(line: &Block, width: usize) -> Vec<Laid> {
    match line {
        Block::Blank => vec![Vec::new()],
        Block::Prose { indent, spans } => flow(words(spans), *indent, 1, width),
        Block::Items { indent, items } => flow(items.clone(), *indent, 3, width),
        Block::Grid { indent, cells } => lay_out_grid(cells, *indent, width),
        Block::Rows(rows) => lay_out_rows(rows, width),
        Block::Whole(spans) => vec![spans.clone()],
        Block::Coloured(text) => text.lines().map(|line| vec![span(Style::Plain, line)]).collect(),
    }
}

/// Pieces one after another, `gap` blanks between them, a new row where one would not fit.
fn flow(pieces: Vec<Vec<Span>>, indent: usize, gap: usize, width: usize) -> Vec<Laid> {
    let mut rows: Vec<Laid> = Vec::new();
    let mut used = 0;
    for piece in pieces {
        let wide = width_of(&piece);
        match rows.last_mut() {
            Some(row) if used + gap + wide <= width => {
                row.push(span(Style::Plain, " ".repeat(gap)));
                row.extend(piece);
                used += gap + wide;
            }
            Some(_) | None => {
                let mut row = vec![span(Style::Plain, " ".repeat(indent))];
                row.extend(piece);
                rows.push(row);
                used = indent + wide;
            }
        }
    }
    rows
}

fn lay_out_grid(cells: &[Vec<Span>], indent: usize, width: usize) -> Vec<Laid> {
    let widest = cells.iter().map(|cell| width_of(cell)).max().unwrap_or(0) + 3;
    let across = (width.saturating_sub(indent) / widest).max(1);
    let row = |cells: &[Vec<Span>]| {
        let mut row = vec![span(Style::Plain, " ".repeat(indent))];
        for cell in cells {
            row.extend(cell.iter().cloned());
            row.push(span(Style::Plain, " ".repeat(widest - width_of(cell))));
        }
        row
    };
    cells.chunks(across).map(row).collect()
}

/// Sentences as words; what is to be typed stays one word.
fn words(spans: &[Span]) -> Vec<Vec<Span>> {
    let mut words: Vec<Vec<Span>> = vec![Vec::new()];
    for one in spans {
        if one.style == Style::Command {
            words.last_mut().expect("never empty").push(one.clone());
            continue;
        }
        for (index, part) in one.text.split(' ').enumerate() {
            if index > 0 {
                words.push(Vec::new());
            }
            if !part.is_empty() {
                words.last_mut().expect("never empty").push(span(one.style, part));
            }
        }
    }
    words.retain(|word| !word.is_empty());
    with_units(words)
}

/// A number and its unit stay together: `5.0 s`.
fn with_units(words: Vec<Vec<Span>>) -> Vec<Vec<Span>> {
    let mut joined: Vec<Vec<Span>> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if is_unit(&word) && ends_in_digit(last) => {
                last.push(span(Style::Plain, " "));
                last.extend(word);
            }
            Some(_) | None => joined.push(word),
        }
    }
    joined
}

fn is_unit(word: &[Span]) -> bool {
    let text: String = word.iter().map(|one| one.text.as_str()).collect();
    ["s", "ms", "KiB", "MiB", "GiB"].contains(&text.trim_end_matches(['.', ',', ':', ';']))
}

fn ends_in_digit(word: &[Span]) -> bool {
    word.last().is_some_and(|one| one.text.ends_with(|letter: char| letter.is_ascii_digit()))
}

fn lay_out_rows(rows: &[Row], width: usize) -> Vec<Laid> {
    let widest = |part: fn(&Row) -> &[Span]| rows.iter().map(|row| width_of(part(row))).max().unwrap_or(0);
    let gutter = widest(|row| &row.gutter);
    let note = widest(|row| &row.note);
    let noted = || rows.iter().filter(|row| !row.note.is_empty());
    let longest = noted().map(|row| width_of(&row.text)).max().unwrap_or(0);
    let beside = width.saturating_sub(gutter + note + LEAST_GAP);
    let place = if longest > beside && beside < LEAST_TEXT { Notes::Below } else { Notes::Beside };
    let room = |row: &Row| match place {
        Notes::Beside if !row.note.is_empty() => beside,
        Notes::Beside | Notes::Below => width.saturating_sub(gutter),
    };

    let focused = || rows.iter().filter(|row| row.focus.is_some());
    let start = if focused().any(|row| width_of(&row.text) > room(row)) {
        let focus = focused().filter_map(|row| row.focus).min().unwrap_or(0);
        first_column(focus, focused().map(room).min().unwrap_or(0))
    } else {
        0
    };
    let shown = |row: &Row| cut(&row.text, if row.focus.is_some() { start } else { 0 }, room(row));
    let longest = noted().map(|row| width_of(&shown(row))).max().unwrap_or(0);
    let gap = width.saturating_sub(gutter + longest + note).clamp(LEAST_GAP, GAP);
    rows.iter().flat_map(|row| lay_out_row(row, shown(row), gutter + longest + gap, place)).collect()
}

/// Where the notes stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notes {
    Beside,
    /// On a row of their own, since they would leave too little of the text.
    Below,
}

fn lay_out_row(row: &Row, text: Vec<Span>, column: usize, notes: Notes) -> Vec<Laid> {
    let mut laid = row.gutter.clone();
    laid.extend(text);
    if row.note.is_empty() {
        return vec![laid];
    }
    let mut note = row.note.clone();
    match notes {
        Notes::Beside => {
            laid.push(span(Style::Plain, " ".repeat(column.saturating_sub(width_of(&laid)))));
            laid.append(&mut note);
            vec![laid]
        }
        Notes::Below => {
            note.insert(0, span(Style::Plain, " ".repeat(width_of(&row.gutter) + 2)));
            vec![laid, note]
        }
    }
}

/// Where to begin so that `focus` is in sight with something before it.
fn first_column(focus: usize, room: usize) -> usize {
    if focus + LEAD < room { 0 } else { focus.saturating_sub(LEAD.min(room / 2)) }
}

/// At most `room` columns of the text from `start` on; an ellipsis stands for what is cut.
fn cut(text: &[Span], start: usize, room: usize) -> Vec<Span> {
    let all: Vec<(char, Style)> =
        text.iter().flat_map(|one| one.text.chars().map(move |letter| (letter, one.style))).collect();
    if start == 0 && width_of(text) <= room {
        return text.to_vec();
    }
    let mut kept: Vec<(char, Style)> = Vec::new();
    if start > 0 {
        kept.push(('…', Style::Dim));
    }
    let mut used = kept.len();
    let mut rest: usize = all.iter().skip(start).map(|(letter, _)| columns(*letter)).sum();
    for &(letter, style) in all.iter().skip(start) {
        if used + rest > room && used + columns(letter) + 1 > room {
            kept.push(('…', Style::Dim));
            break;
        }
        used += columns(letter);
        rest -= columns(letter);
        kept.push((letter, style));
    }
    join(&kept)
}

fn join(letters: &[(char, Style)]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for &(letter, style) in letters {
        match spans.last_mut() {
            Some(last) if last.style == style => last.text.push(letter),
            Some(_) | None => spans.push(span(style, letter)),
        }
    }
    spans
}

/// Columns that the spans take.
pub fn width_of(spans: &[Span]) -> usize {
    spans.iter().flat_map(|one| one.text.chars()).map(columns).sum()
}

/// Columns of a character, near enough: wide are East Asian letters and emoji, without width are combining marks.
pub fn columns(letter: char) -> usize {
    match u32::from(letter) {
        0x0300..=0x036f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f => 2,
        0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, lay_out, width_of};
    use crate::styled::{Block, Row, Style, span};

    fn texts(line: &Block, width: usize) -> Vec<String> {
        lay_out(line, width).iter().map(|row| row.iter().map(|one| one.text.as_str()).collect()).collect()
    }

    #[test]
    fn sentences_wrap_between_words_but_never_inside_a_command() {
        let spans = vec![
            span(Style::Plain, "Say it again with "),
            span(Style::Command, "cargo xtask run a -- b"),
            span(Style::Plain, ", once."),
        ];
        let line = Block::Prose { indent: 2, spans };
        assert_eq!(texts(&line, 30), ["  Say it again with", "  cargo xtask run a -- b,", "  once."]);
    }

    #[test]
    fn a_number_keeps_its_unit() {
        let line = Block::Prose { indent: 0, spans: vec![span(Style::Plain, "it took 5.0 s, and 1 MiB")] };
        assert_eq!(texts(&line, 13), ["it took", "5.0 s, and", "1 MiB"]);
    }

    #[test]
    fn a_long_line_is_cut_around_its_focus() {
        let long = format!("{}HERE{}", "a".repeat(100), "b".repeat(100));
        let shown = cut(&[span(Style::Plain, long)], 88, 40);
        let text: String = shown.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(text, format!("…{}HERE{}…", "a".repeat(12), "b".repeat(22)));
        assert_eq!(width_of(&shown), 40);
    }

    #[test]
    fn two_rows_are_cut_alike_and_their_notes_stand_in_one_column() {
        let row = |end: &str, note: &str| Row {
            gutter: vec![span(Style::Plain, "    ")],
            text: vec![span(Style::Plain, format!("{}{end}", "x".repeat(90)))],
            focus: Some(90),
            note: vec![span(Style::Dim, note)],
        };
        let line = Block::Rows(vec![row("1", "expected"), row("234", "yours, line 7")]);
        assert_eq!(
            texts(&line, 60),
            ["    …xxxxxxxxxxxxxxxx1          expected", "    …xxxxxxxxxxxxxxxx234        yours, line 7"]
        );
    }

    #[test]
    fn where_nothing_fits_beside_the_note_stands_below() {
        let row = Row {
            gutter: vec![span(Style::Plain, "  ")],
            text: vec![span(Style::Plain, "abcdefghijklmnopqrstuvwxyz")],
            focus: Some(0),
            note: vec![span(Style::Dim, "a note")],
        };
        assert_eq!(texts(&Block::Rows(vec![row]), 20), ["  abcdefghijklmnopq…", "    a note"]);
    }
}
