//! A row of characters that is painted over.

use super::Signs;
use display::layout::columns;
use display::styled::{Span, Style, span};

pub struct Canvas {
    /// A column each. A wide character leaves the next one empty.
    slots: Vec<(String, Style)>,
}

impl Canvas {
    pub fn new(width: usize) -> Canvas {
        Canvas { slots: vec![(" ".to_owned(), Style::Plain); width] }
    }

    pub fn put(&mut self, column: usize, style: Style, text: &str) {
        let mut at = column;
        for letter in text.chars() {
            let wide = columns(letter);
            if wide == 0 {
                if let Some(before) = at.checked_sub(1).and_then(|before| self.slots.get_mut(before)) {
                    before.0.push(letter);
                }
                continue;
            }
            if at + wide > self.slots.len() {
                return;
            }
            self.slots[at] = (letter.to_string(), style);
            (at + 1..at + wide).for_each(|rest| self.slots[rest] = (String::new(), style));
            at += wide;
        }
    }

    pub fn put_sign(&mut self, column: usize, (sign, style): (char, Style)) {
        self.put(column, style, sign.encode_utf8(&mut [0; 4]));
    }

    /// As much of the text as fits; an ellipsis stands for the rest. Gives the column behind it.
    pub fn put_cut(&mut self, column: usize, style: Style, text: &str, room: usize) -> usize {
        let cut = cut(text, room);
        self.put(column, style, &cut);
        column + width_of(&cut)
    }

    pub fn into_spans(self, signs: Signs) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (text, style) in self.slots {
            let text: String = text.chars().map(|letter| signs.show(letter)).collect();
            match spans.last_mut() {
                Some(last) if last.style == style || text == " " => last.text += &text,
                Some(_) | None => spans.push(span(style, text)),
            }
        }
        if let Some(last) = spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        spans
    }
}

pub fn width_of(text: &str) -> usize {
    text.chars().map(columns).sum()
}

pub fn cut(text: &str, room: usize) -> String {
    if width_of(text) <= room {
        return text.to_owned();
    }
    let mut used = 0;
    let fits = |letter: &char| {
        used += columns(*letter);
        used < room
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    if room > 0 {
        kept.push('…');
    }
    kept
}

/// The words in at most `most` rows of this width; what does not fit is cut.
pub fn wrapped(text: &str, room: usize, most: usize) -> Vec<String> {
    let mut rows: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let is_last = rows.len() >= most;
        let row = rows.last_mut().expect("never empty");
        if row.is_empty() {
            row.push_str(word);
        } else if is_last || width_of(row) + 1 + width_of(word) <= room {
            row.push(' ');
            row.push_str(word);
        } else {
            rows.push(word.to_owned());
        }
    }
    rows.iter().map(|row| cut(row, room)).collect()
}
